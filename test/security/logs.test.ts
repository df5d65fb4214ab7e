import { Writable } from 'node:stream'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../server/platform/log.ts'
import { unseal } from '../../server/platform/seal.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const password = 'canary-Password-9f2c'
const note = 'canary-note-77b1'
const searched = 'canary-search-c3d4'
const email = 'canary.address@example.com'

let shop: TestShop
const lines: string[] = []
beforeAll(async () => {
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).trimEnd().split('\n'))
      done()
    },
  })
  shop = await startShop({}, { log: createLog({ level: 'trace', name: 'node-7', destination }) })
})
afterAll(() => shop.close())

test('S57 passwords, codes, tokens, cookies and what people write are in no log line; S58 one JSON line a request', async () => {
  const product = await addProduct(shop)
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => shop.app.inject({ method, url, headers, ...(body && { body }) })

  const registered = await send('POST', '/api/userRegister', { name: 'Canary', email, password })
  const [mail] = await shop.sql<{ sealed: Buffer }>(`select sealed from mails where kind = 'code'`)
  const otp = unseal(mail?.sealed as Buffer, shop.context.config.mailKey as string)
  const verified = await send('POST', '/api/verify-otp', { email, otp }, { cookie: cookies(registered) })
  const loggedIn = await send('POST', '/api/userLogin', { email, password })
  const { token } = loggedIn.json()
  const headers = { authorization: `Bearer ${token}`, cookie: cookies(loggedIn) }
  const answers = [
    registered,
    verified,
    loggedIn,
    await send('POST', '/api/refresh', undefined, { cookie: cookies(verified) }),
    await send('POST', '/api/userLogin', { email, password: `${password}x` }),
    await send('POST', '/api/userLogin', { email, password, extra: password }),
    await send('POST', '/api/verify-otp', { email, otp }),
    await send('POST', '/products/addtocart', { productId: product.id }, headers),
    await send('POST', '/products/placeorder', { note }, { ...headers, 'idempotency-key': searched }),
    await send('GET', `/products?q=${searched}`, undefined, headers),
    await send('GET', `/api/me?token=${token}`, undefined, headers),
    await send('GET', `/${searched}`, undefined, headers),
    await shop.app.inject({
      method: 'POST',
      url: '/api/userLogin',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${password}"`,
    }),
  ]
  expect(answers.slice(0, 9).map(({ statusCode }) => statusCode)).toEqual([
    202, 200, 200, 200, 401, 400, 400, 200, 200,
  ])

  const log = lines.join('\n')
  const secrets = [password, token, verified.json().token, note, searched, email]
  const sessionCookies = [registered, verified, loggedIn].flatMap((answer) =>
    answer.cookies.map(({ value }) => value).filter(Boolean),
  )
  for (const secret of [...secrets, ...sessionCookies]) expect(log).not.toContain(secret)
  expect(log).not.toMatch(new RegExp(`(?<![\\w-])${otp}(?![\\w-])`))

  const parsed = lines.map((line) => JSON.parse(line))
  for (const {
    headers: { 'x-request-id': requestId },
    statusCode,
  } of answers) {
    const own = parsed.filter((line) => line.requestId === requestId && line.msg === 'request')
    expect(own).toEqual([
      expect.objectContaining({
        status: statusCode,
        node: 'node-7',
        ms: expect.any(Number),
        route: expect.any(String),
      }),
    ])
  }
  const placed = parsed.find((line) => line.route === '/products/placeorder')
  expect(placed).toMatchObject({ level: 'info', method: 'POST', userId: loggedIn.json().user.id })
})

test('S59 a failure of ours tells nothing but the request, and is logged once', async () => {
  const { headers } = await signIn(shop)
  await shop.sql('alter table cart_items rename to cart_items_gone')
  lines.length = 0
  const answer = await shop.app.inject({ url: '/products/cartitems', headers })
  await shop.sql('alter table cart_items_gone rename to cart_items')

  const requestId = answer.headers['x-request-id']
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Something went wrong on our side. Try again; if it stays, tell us the requestId.',
    code: 'internal_error',
    requestId,
  })
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'error',
      requestId,
      status: 500,
      err: expect.objectContaining({ code: '42P01', stack: expect.any(String) }),
    }),
  ])
})

test('S57 an error of PostgreSQL is logged without the row that it quotes', async () => {
  const insert = () =>
    shop.sql(
      `insert into users (id, email, email_key, name, role, password_hash)
       values (gen_random_uuid(), 'quoted@example.com', 'quoted@example.com', 'Ada', 'customer', 'none')`,
    )
  await insert()
  const error = await insert().catch((error: unknown) => error)
  lines.length = 0
  shop.context.log.error({ err: error }, 'failed')
  expect(JSON.parse(lines[0] as string).err).toMatchObject({ code: '23505', table: 'users' })
  expect(lines[0]).not.toContain('quoted@example.com')
})

const cookies = (answer: LightMyRequestResponse) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
