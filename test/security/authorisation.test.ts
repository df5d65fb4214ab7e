import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, guardRoutes } from '../../server/http.ts'
import { newId } from '../../server/platform/ids.ts'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

// Who may call what is said here once more, on purpose: a new route is for admins only, or it is named below.
const forEverybody = [
  'POST /api/userRegister',
  'POST /api/verify-otp',
  'POST /api/resend-otp',
  'POST /api/userLogin',
  'POST /api/refresh',
  'POST /api/logout',
  'POST /api/forgot-password',
  'POST /api/reset-password',
  'POST /api/client-errors',
  'GET /products',
  'GET /products/:id',
  'GET /products/suggestions',
  'GET /products/categories',
  'GET /api/shop',
  'GET /',
  'GET /c/:slug',
  'GET /p/:slug',
  'GET /sitemap.xml',
  'GET /robots.txt',
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
]
const everythingBelow = ['/docs', '/uploads']
const forCustomers = [
  'GET /api/me',
  'PATCH /api/me',
  'POST /api/change-password',
  'GET /api/sessions',
  'DELETE /api/sessions',
  'DELETE /api/sessions/:id',
  'POST /products/addtocart',
  'GET /products/cartitems',
  'DELETE /products/cartitems',
  'PATCH /products/cartitems/:id',
  'DELETE /products/cartitems/:id',
  'POST /products/cartitems/merge',
  'POST /products/placeorder',
  'GET /products/orders',
  'GET /products/orders/:id',
  'POST /products/orders/:id/cancellation',
]
const contractSays = [
  'POST /upload-product',
  'PATCH /products/:id',
  'DELETE /products/:id',
  'POST /products/:id/stock',
  'POST /products/:id/images',
  'DELETE /products/:id/images/:imageId',
  'POST /products/import',
  'GET /products/export',
  'GET /api/admin/orders',
  'POST /api/admin/orders/:id/status',
  'GET /api/admin/customers',
  'GET /api/admin/audit',
  'GET /api/admin/events',
  'POST /api/admin/events/:id/replay',
  ...[
    'totalusers',
    'totalorders',
    'totalpendingorders',
    'totalcompletedorders',
    'totalproducts',
    'revenue',
  ].map((figure) => `GET /stats/${figure}`),
  ...['products', 'overview', 'sales', 'top-products', 'low-stock'].map((figure) => `GET /stats/${figure}`),
]

let shop: TestShop
let routes: string[]
beforeAll(async () => {
  routes = await startAndCollect()
})
afterAll(() => shop.close())

const isPublic = (route: string) => {
  const get = route.replace(/^HEAD /, 'GET ')
  const path = route.split(' ')[1] as string
  return (
    forEverybody.includes(get) || everythingBelow.some((root) => path === root || path.startsWith(`${root}/`))
  )
}
const isForCustomers = (route: string) => forCustomers.includes(route.replace(/^HEAD /, 'GET '))

function call(route: string, headers: Record<string, string> = {}) {
  const [method, path] = route.split(' ') as ['GET', string]
  return shop.app.inject({ method, url: path.replaceAll(/:\w+|\*/g, newId), headers })
}

test('the routes are read from the app as it runs', () => {
  expect(routes).toEqual(expect.arrayContaining([...contractSays, 'GET /products/:id', 'GET /healthz']))
})

test('S35 whoever is not logged in gets 401 from every route that is not public, and nothing changes', async () => {
  const before = await contents()
  const closed = routes.filter((route) => !isPublic(route))
  for (const route of closed) {
    const bare = await call(route)
    const forged = await call(route, { authorization: 'Bearer made.up.token' })
    expect([route, bare.statusCode, forged.statusCode]).toEqual([route, 401, 401])
  }
  expect(await contents()).toEqual(before)
})

test('S35 a customer gets 403 from every route that is for admins, and nothing changes', async () => {
  const { headers } = await signIn(shop)
  const before = await contents()
  const adminOnly = routes.filter((route) => !isPublic(route) && !isForCustomers(route))
  for (const route of adminOnly)
    expect([route, (await call(route, headers)).statusCode]).toEqual([route, 403])
  expect(adminOnly).toEqual(expect.arrayContaining(contractSays))
  expect(await contents()).toEqual(before)
})

test('an admin passes where a customer does not', async () => {
  const { headers } = await signIn(shop, { role: 'admin' })
  expect((await call('GET /stats/overview', headers)).statusCode).toBe(200)
})

test('S35 a route that does not say who may call it fails the start', async () => {
  const app = Fastify()
  guardRoutes(app as unknown as App, () => {
    throw new Error('nobody asks')
  })
  app.get('/said', { config: { access: 'admin' } }, () => 'fine')
  expect(() => app.get('/forgotten', () => 'oops')).toThrow('GET /forgotten states no access')
  await app.close()
})

/** How many rows each table holds. */
async function contents() {
  const tables = await shop.sql<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  )
  const counts = tables.map(async ({ name }) => [name, await shop.sql(`select count(*) from ${name}`)])
  return Object.fromEntries(await Promise.all(counts))
}

/** "METHOD /path" of each route that a shop registers while it starts. */
async function startAndCollect() {
  const found: string[] = []
  const collect = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) found.push(`${one} ${url}`)
    })
  subscribe('fastify.initialization', collect)
  shop = await startShop()
  unsubscribe('fastify.initialization', collect)
  return found
}
