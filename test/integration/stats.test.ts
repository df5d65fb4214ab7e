import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackground } from '../../server/background.ts'
import { rebuildStats } from '../../server/stats/rebuild.ts'
import { buyer } from '../support/buyer.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let headers: { authorization: string }
let background: { close(): Promise<void> }
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  shop = await startShop()
  headers = (await signIn(shop, { role: 'admin' })).headers
  background = startBackground(shop.context)
})
afterAll(async () => {
  await background.close()
  await shop.close()
})

const get = async (path: string) => (await shop.app.inject({ url: `/stats/${path}`, headers })).json()
const problem = async (path: string) => {
  const { statusCode, code } = await shop.app
    .inject({ url: `/stats/${path}`, headers })
    .then((answer) => ({ statusCode: answer.statusCode, code: answer.json().code }))
  return [statusCode, code]
}
const move = (id: string, status: string) =>
  shop.app.inject({ method: 'POST', url: `/api/admin/orders/${id}/status`, headers, body: { status } })

async function order(productId: string, quantity: number) {
  const one = await buyer(shop)
  await one.add(productId, quantity)
  return (await one.place()).json()
}

/** An order of an earlier day, put into the tables of truth; the figures learn of it by a rebuild. */
async function orderOf(placed: string, product: { id: string; priceMinor: number }, quantity: number) {
  const { id } = await order(product.id, quantity)
  await shop.sql('update orders set placed_at = $2::timestamptz where id = $1', [id, `${placed}T12:00:00Z`])
}

test('an order becomes a statistic: counted when placed, moved on, and taken back when cancelled', async () => {
  const apples = await addProduct(shop, { name: 'Apples', priceMinor: 250, stock: 100 })
  const before = await get('totalorders')
  const first = await order(apples.id, 3)
  const second = await order(apples.id, 1)
  await expect.poll(() => get('totalorders'), patient).toEqual({ total: before.total + 2 })
  expect(await get('totalpendingorders')).toEqual({ total: 2 })
  expect(await get('revenue')).toEqual({ total: '10.00', currency: 'USD' })

  await move(second.id, 'cancelled')
  for (const status of ['paid', 'shipped', 'delivered']) await move(first.id, status)
  await expect.poll(() => get('totalcompletedorders'), patient).toEqual({ total: 1 })
  await expect.poll(() => get('revenue'), patient).toEqual({ total: '7.50', currency: 'USD' })
  expect(await get('totalorders')).toEqual({ total: 2 })
  expect(await get('totalpendingorders')).toEqual({ total: 0 })
  expect(await get('top-products')).toEqual({
    currency: 'USD',
    items: [{ productId: apples.id, name: 'Apples', units: 3, revenue: '7.50' }],
  })
  expect(await get('overview')).toMatchObject({
    currency: 'USD',
    orders: 2,
    pendingOrders: 0,
    completedOrders: 1,
    revenue: '7.50',
    ordersByStatus: [
      { status: 'placed', total: 0 },
      { status: 'paid', total: 0 },
      { status: 'shipped', total: 0 },
      { status: 'delivered', total: 1 },
      { status: 'cancelled', total: 1 },
    ],
  })
})

test('sales fill every day, add up to weeks from Monday and to months, and compare with the days before', async () => {
  const pears = await addProduct(shop, { name: 'Pears', priceMinor: 100, stock: 1000 })
  for (const placed of ['2026-01-04', '2026-01-05', '2026-01-31', '2026-02-01', day(8)])
    await orderOf(placed, pears, 2)
  await rebuildStats(shop.context.db)
  const days = await get('sales?from=2026-01-04&to=2026-02-02')
  expect(days.items).toHaveLength(30)
  expect(days.items[0]).toEqual({ date: '2026-01-04', orders: 1, units: 2, revenue: '2.00' })
  expect(days.items[2]).toEqual({ date: '2026-01-06', orders: 0, units: 0, revenue: '0.00' })
  const weeks = await get('sales?from=2026-01-04&to=2026-02-02&interval=week')
  expect(weeks.items.map(({ date, orders }: Point) => [date, orders])).toEqual([
    ['2025-12-29', 1],
    ['2026-01-05', 1],
    ['2026-01-12', 0],
    ['2026-01-19', 0],
    ['2026-01-26', 2],
    ['2026-02-02', 0],
  ])
  const months = await get('sales?from=2026-01-05&to=2026-02-28&interval=month')
  expect(months.items.map(({ date, orders }: Point) => [date, orders])).toEqual([
    ['2026-01-01', 2],
    ['2026-02-01', 1],
  ])
  const recent = await get('sales')
  expect(recent).toMatchObject({ from: day(29), to: day(0), interval: 'day' })
  expect(recent.items).toHaveLength(30)
  const { periods } = await get('overview')
  expect(periods[1]).toEqual({
    name: 'last7Days',
    current: { from: day(6), to: day(0), orders: 1, revenue: '7.50' },
    previous: { from: day(13), to: day(7), orders: 1, revenue: '2.00' },
  })
  const january = await get('top-products?from=2026-01-01&to=2026-01-31&by=units&limit=1')
  expect(january.items).toEqual([{ productId: pears.id, name: 'Pears', units: 6, revenue: '6.00' }])
})

test('S42 a range is bounded, and what is no range is refused', async () => {
  expect(await problem('sales?from=2026-02-02&to=2026-02-01')).toEqual([400, 'range_invalid'])
  expect(await problem('sales?from=2020-01-01&to=2026-01-01')).toEqual([400, 'range_too_long'])
  expect((await get('sales?from=2023-04-08&to=2026-01-01')).items).toHaveLength(1000)
  expect((await get('sales?from=1900-01-01&to=2099-12-31&interval=month')).code).toBe('range_too_long')
  for (const query of ['from=2026-02-30', 'from=0000-01-01', 'to=yesterday', 'interval=hour', 'extra=1'])
    expect([query, await problem(`sales?${query}`)]).toEqual([query, [400, 'invalid_input']])
  expect(await problem('top-products?limit=101')).toEqual([400, 'invalid_input'])
  expect(await problem('low-stock?cursor=bm9uc2Vuc2U')).toEqual([400, 'cursor_invalid'])
})

test('customers and products are counted, admins and archived products are not', async () => {
  await rebuildStats(shop.context.db)
  const [truth] = await shop.sql<{ users: number; products: number }>(
    `select (select count(*) from users where role = 'customer') as users,
            (select count(*) from products where archived_at is null) as products`,
  )
  expect(await get('totalusers')).toEqual({ total: truth?.users })
  expect(await get('totalproducts')).toEqual({ total: truth?.products })
  const { id } = await signIn(shop)
  await rebuildStats(shop.context.db)
  expect(await get('totalusers')).toEqual({ total: (truth?.users ?? 0) + 1 })
  await shop.sql("update users set role = 'admin' where id = $1", [id])
  expect(await get('totalusers')).toEqual({ total: truth?.users })
})

test('all products come in pages with their raw fields, archived ones too', async () => {
  const { id } = await addProduct(shop, { name: 'Gone', priceMinor: 5, stock: 4 })
  await shop.sql('update products set archived_at = now() where id = $1', [id])
  const seen = []
  let cursor: string | null = null
  do {
    const page: { items: { id: string }[]; nextCursor: string | null } = await get(
      `products?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    )
    seen.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  const all = await shop.sql<{ id: string }>('select id from products order by id desc')
  expect(seen.map((one) => one.id)).toEqual(all.map((one) => one.id))
  expect(seen[0]).toMatchObject({ id, name: 'Gone', price: '0.05', stock: 4, categoryId: null, sku: null })
  expect(seen[0]).toHaveProperty('archivedAt', expect.stringMatching(/Z$/))
})

test('the first page of all products comes from the cache, its stock from PostgreSQL, and a change outdates it', async () => {
  const { id } = await addProduct(shop, { name: 'Plums', stock: 50 })
  const read = async (more = {}) => {
    const answer = await shop.app.inject({ url: '/stats/products', headers: { ...headers, ...more } })
    return { answer, plums: answer.body && answer.json().items.find((one: { id: string }) => one.id === id) }
  }
  await expect.poll(async () => (await read()).plums?.stock, patient).toBe(50)
  const { answer } = await read()
  expect([answer.statusCode, answer.headers['x-cache']]).toEqual([200, 'hit'])
  const { etag } = answer.headers
  expect((await read({ 'if-none-match': `W/${etag}` })).answer.statusCode).toBe(304)
  await order(id, 8)
  await expect.poll(async () => (await read()).plums.stock, patient).toBe(42)
  await shop.sql("update products set name = 'Damsons' where id = $1", [id])
  await expect.poll(async () => (await read()).plums.name, { timeout: 1_000 }).toBe('Damsons')
})

test('low stock lists what is on sale and nearly gone, the scarcest first, page by page', async () => {
  for (const stock of [5, 0, 6, 3]) await addProduct(shop, { name: `Has ${stock}`, stock })
  const first = await get('low-stock?limit=2')
  const second = await get(`low-stock?limit=2&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items].map(({ name, availability }) => [name, availability])).toEqual([
    ['Has 0', 'out_of_stock'],
    ['Has 3', 'low_stock'],
    ['Has 5', 'low_stock'],
  ])
  expect(second.nextCursor).toBeNull()
})

const patient = { timeout: 10_000 }

type Point = { date: string; orders: number }
