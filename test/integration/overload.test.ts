import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyer } from '../support/buyer.ts'
import { holdCart, holdStock } from '../support/hold-rows.ts'
import { addProduct } from '../support/products.ts'
import { parse, rawConnection } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

type Buyer = Awaited<ReturnType<typeof buyer>>

const counts = async () =>
  (await shop.sql('select (select count(*) from orders) orders, (select sum(quantity) from stock) stock'))[0]

const requestsInFlight = async ({ metrics }: TestShop['context']) =>
  (await metrics.getSingleMetric('http_requests_in_flight')?.get())?.values[0]?.value

/** A node that listens and refuses who comes to order, as one who ordered waits for a lock until `release`. */
async function fullNode() {
  const { app, context, close } = await shop.again({ MAX_TRANSACTION_WAIT_MS: '50' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const product = await addProduct(shop, { stock: 50 })
  const one = await buyer(shop, app)
  await one.add(product.id)
  const held = await holdStock(shop, product.id)
  const first = one.place()
  await held.waiting()
  const release = async () => {
    await held.release()
    expect((await first).statusCode).toBe(200)
  }
  return { app, context, url, release, close }
}

test('beyond its limit a node refuses at once and changes nothing; browsing goes first, probes never', async () => {
  const { app, context, close } = await shop.again({ MAX_REQUESTS_IN_FLIGHT: '4' })
  const inFlight = () => requestsInFlight(context)
  const product = await addProduct(shop, { stock: 50 })
  const buyers = await Promise.all(Array.from({ length: 5 }, () => buyer(shop, app)))
  for (const one of buyers) await one.add(product.id)
  const held = await holdStock(shop, product.id)
  const place = (from: number, to: number) => Promise.all(buyers.slice(from, to).map((one) => one.place()))

  const { letIn } = context.requests
  const first = place(0, 2)
  await expect.poll(inFlight).toBe(2)
  expect((await app.inject('/docs')).statusCode).toBe(503)
  expect(performance.now() - context.requests.refusedAt).toBeLessThan(2_500)
  const second = place(2, 4)
  await expect.poll(inFlight).toBe(4)
  const before = await counts()
  const startedAt = performance.now()
  const [refused] = await place(4, 5)
  expect(performance.now() - startedAt).toBeLessThan(2_500)
  expect(refused?.statusCode).toBe(503)
  expect(refused?.headers['retry-after']).toBe('1')
  expect(refused?.json()).toMatchObject({ code: 'overloaded', status: 503 })
  expect(context.requests).toMatchObject({ letIn: letIn + 4, refused: 2 })
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  expect(await counts()).toEqual(before)

  await held.release()
  const placed = [...(await first), ...(await second), ...(await place(4, 5))]
  expect(placed.map((order) => order.statusCode)).toEqual([200, 200, 200, 200, 200])
  await close()
})

test('O2 of requests that come together no more are let in than there are places', async () => {
  const { app, close } = await shop.again({ MAX_REQUESTS_IN_FLIGHT: '4' })
  const product = await addProduct(shop, { stock: 50 })
  const buyers = await Promise.all(Array.from({ length: 12 }, () => buyer(shop, app)))
  for (const one of buyers) await one.add(product.id)
  const held = await holdStock(shop, product.id)
  const statuses: number[] = []
  const placed = buyers.map(async (one) => statuses.push((await one.place()).statusCode))
  const refused = () => statuses.filter((status) => status === 503).length
  await expect.poll(refused).toBeGreaterThanOrEqual(8)
  await held.release()
  await Promise.all(placed)
  expect(statuses.filter((status) => status === 200)).toHaveLength(12 - refused())
  await close()
})

test('O2 whoever has filled a cart can order it while others who fill theirs have all places but the last fifth', async () => {
  const { app, context, close } = await shop.again({
    MAX_REQUESTS_IN_FLIGHT: '10',
    MAX_TRANSACTION_WAIT_MS: '4000',
  })
  const inFlight = () => requestsInFlight(context)
  const product = await addProduct(shop, { stock: 50 })
  const buyers = await Promise.all(Array.from({ length: 10 }, () => buyer(shop, app)))
  const [first, late, ready] = buyers as [Buyer, Buyer, Buyer]
  const filling = [first, ...buyers.slice(3)]
  for (const one of [first, ready]) await one.add(product.id)
  const held = await holdCart(shop, first.id)
  const added = Promise.all(filling.map((one) => one.add(product.id)))
  await expect.poll(inFlight).toBe(8)
  expect((await late.add(product.id)).statusCode).toBe(503)
  expect((await ready.place()).statusCode).toBe(200)
  await held.release()
  expect((await added).map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
  expect((await late.add(product.id)).statusCode).toBe(200)
  await close()
})

test('O2 while a line is full, a refusal costs no look at the token or the body', async () => {
  const { app, close } = await shop.again({ MAX_TRANSACTION_WAIT_MS: '50' })
  const product = await addProduct(shop, { stock: 50 })
  const [one, other] = await Promise.all([buyer(shop, app), buyer(shop, app)])
  for (const each of [one, other]) await each.add(product.id)
  const held = await holdStock(shop, product.id)
  const first = one.place()
  await held.waiting()
  const send = () =>
    app.inject({ method: 'POST', url: '/products/placeorder', headers: { authorization: 'Bearer no' } })
  await expect.poll(async () => (await send()).statusCode).toBe(503)
  expect((await other.place()).statusCode).toBe(503)
  await held.release()
  expect((await first).statusCode).toBe(200)
  expect((await send()).statusCode).toBe(401)
  expect((await other.place()).statusCode).toBe(200)
  await close()
})

test('O2 a refusal that Fastify hears nothing of says what Fastify would, and leaves the connection good', async () => {
  const { app, context, url, release, close } = await fullNode()
  const path = '/products/placeorder'
  const usual = () => app.inject({ method: 'POST', url: path, payload: {} })
  await expect.poll(async () => (await usual()).statusCode).toBe(503)

  const connection = new Pool(url, { connections: 1, pipelining: 1 })
  const counted = async () =>
    (await context.metrics.getSingleMetric('http_problems_total')?.get())?.values.find(
      ({ labels }) => labels.code === 'overloaded',
    )?.value
  const before = (await counted()) ?? 0
  const ask = () => connection.request({ method: 'POST', path, body: 'x'.repeat(100_000) })
  const early = [await ask(), await ask()]
  const like = await usual()
  const { 'x-request-id': _, date: __, connection: ___, ...headers } = like.headers
  for (const answer of early) {
    expect(answer.statusCode).toBe(503)
    expect(answer.headers).toMatchObject(headers)
    const id = answer.headers['x-request-id']
    expect(await answer.body.json()).toEqual({ ...like.json(), requestId: id })
  }
  expect(await counted()).toBe(before + 3)

  const slow = await rawConnection(Number(new URL(url).port))
  const head = (length: number) =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`
  slow.socket.write(head(200_000))
  await slow.until(/HTTP\/1.1 503.*}$/s)
  slow.socket.write('x'.repeat(100_000))
  await new Promise((resolve) => setTimeout(resolve, 20))
  slow.socket.write(`${'x'.repeat(100_000)}${head(2)}{}${head(2)}`)
  await slow.until(/(HTTP\/1.1 503.*}){3}$/s)
  await release()
  slow.socket.write('{}GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await slow.until(/HTTP\/1.1 200/)
  slow.socket.destroy()
  expect((await connection.request({ method: 'POST', path, body: '{}' })).statusCode).toBe(401)
  await connection.destroy()
  await close()
})

test('O2 however many are refused together, each has an answer of his own', async () => {
  const { url, release, close } = await fullNode()
  const people = new Pool(url, { connections: 100, pipelining: 1 })
  const ask = async () => {
    const { statusCode, headers, body } = await people.request({
      method: 'POST',
      path: '/products/placeorder',
      body: '{}',
    })
    return { statusCode, id: headers['x-request-id'], told: (await body.json()) as { requestId: string } }
  }
  await expect.poll(async () => (await ask()).statusCode).toBe(503)

  for (let i = 0; i < 5; i++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask()))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(100).fill(503))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(100)
    expect(answers.every(({ id, told }) => told.requestId === id)).toBe(true)
  }
  await release()
  await people.destroy()
  await close()
})

test('O4 orders go before browsing: all are placed, and first, while who looks around waits or is refused', async () => {
  const { app, context, close } = await shop.again({ MAX_REQUESTS_IN_FLIGHT: '16', DATABASE_POOL_SIZE: '1' })
  const inFlight = () => requestsInFlight(context)
  const [held, free] = [await addProduct(shop), await addProduct(shop)]
  const buyers = await Promise.all(Array.from({ length: 6 }, () => buyer(shop, app)))
  for (const [i, one] of buyers.entries()) await one.add(i === 0 ? held.id : free.id)
  const answered: string[] = []
  const note = (kind: string, answer: Promise<{ statusCode: number }>) =>
    answer.then(({ statusCode }) => answered.push(`${kind} ${statusCode}`))
  const place = (some: typeof buyers) => some.map((one) => note('order', one.place()))

  const stock = await holdStock(shop, held.id)
  const first = place(buyers.slice(0, 1))
  await stock.waiting()
  const browsing: Promise<unknown>[] = []
  for (let i = 0; i < 12; i++) {
    browsing.push(note('list', app.inject(`/products?q=word${i}`)))
    await expect.poll(inFlight).toBe(Math.min(8, 2 + i))
  }
  const others = place(buyers.slice(1))
  await expect.poll(inFlight).toBe(13)
  await stock.release()
  await Promise.all([...first, ...browsing, ...others])
  expect(answered.slice(0, 6)).toEqual([...Array(5).fill('list 503'), 'order 200'])
  // The connection may go to one page at the moment when a transaction of orders has ended and the next has not begun.
  expect(answered.slice(6, 12).filter((one) => one === 'order 200').length).toBeGreaterThanOrEqual(5)
  expect(answered.toSorted()).toEqual([
    ...Array(7).fill('list 200'),
    ...Array(5).fill('list 503'),
    ...Array(6).fill('order 200'),
  ])
  await close()
})

test.each([
  { what: 'orders', hold: (_: Buyer, id: string) => holdStock(shop, id), ask: (one: Buyer) => one.place() },
  {
    what: 'additions to carts',
    hold: (one: Buyer) => holdCart(shop, one.id),
    ask: (one: Buyer, id: string) => one.add(id),
  },
])(
  'O4 while $what are slow no more pages are let in than a fifth of the connections answers',
  async (slow) => {
    const { app, close } = await shop.again({ DATABASE_POOL_SIZE: '10', MAX_TRANSACTION_WAIT_MS: '400' })
    const product = await addProduct(shop)
    const one = await buyer(shop, app)
    await one.add(product.id)
    const look = async () => {
      const pages = Array.from({ length: 6 }, () => app.inject(`/products?q=${randomUUID()}`))
      return (await Promise.all(pages)).map(({ statusCode }) => statusCode).toSorted()
    }
    expect(await look()).toEqual(Array(6).fill(200))
    const held = await slow.hold(one, product.id)
    const asked = slow.ask(one, product.id)
    await held.waiting()
    await expect.poll(look, { timeout: 4_000 }).toEqual([200, 200, 503, 503, 503, 503])
    await held.release()
    expect((await asked).statusCode).toBe(200)
    expect(await look()).toEqual(Array(6).fill(200))
    await close()
  },
)

test('an order that waits for a lock longer than it may is refused, and placed when it is gone', async () => {
  const product = await addProduct(shop)
  const one = await buyer(shop)
  await one.add(product.id)
  const stock = await holdStock(shop, product.id)
  const refused = await one.place()
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBe('1')
  expect(refused.json()).toMatchObject({ code: 'overloaded' })
  await stock.release()
  expect((await one.place()).statusCode).toBe(200)
}, 20_000)

test('a node whose event loop is late refuses until it is not', async () => {
  const { app, close } = await shop.again({ MAX_EVENT_LOOP_DELAY_MS: '150' })
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  await pause(60)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  await pause(10)
  expect((await app.inject('/docs')).statusCode).toBe(503)
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  await expect.poll(async () => (await app.inject('/docs')).statusCode, { timeout: 5_000 }).toBe(200)
  await close()
})

test('F3 without PostgreSQL an order is refused within a second, and taken again when it is back', async () => {
  const url = new URL(shop.appUrl)
  const proxy = await startTcpProxy(Number(url.port))
  url.port = String(proxy.port)
  const node = await shop.again({ DATABASE_URL: url.href })
  const product = await addProduct(shop, { stock: 5 })
  const ada = await buyer(shop, node.app)
  await ada.add(product.id)
  const before = await counts()

  proxy.cut()
  for (let attempt = 0; attempt < 3; attempt++) {
    const startedAt = performance.now()
    const refused = await ada.place()
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(refused.json()).toMatchObject({ code: 'unavailable' })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  }
  expect((await node.app.inject('/readyz')).json()).toMatchObject({ parts: { postgres: 'down' } })
  expect(await counts()).toEqual(before)

  proxy.heal()
  expect((await ada.place()).statusCode).toBe(200)
  await node.close()
  await proxy.close()
})

test('S65 slow clients starve nobody and are told to leave', async () => {
  const { app, close } = await shop.again()
  expect([app.server.headersTimeout, app.server.requestTimeout]).toEqual([10_000, 60_000])
  app.server.headersTimeout = 500
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const slow = await Promise.all(Array.from({ length: 200 }, () => rawConnection(port)))
  const drip = setInterval(() => {
    for (const { socket } of slow) if (socket.writable) socket.write('X')
  }, 50)
  for (const { socket } of slow) socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n')
  const startedAt = performance.now()
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  expect(performance.now() - startedAt).toBeLessThan(2_500)
  const ended = await Promise.all(slow.map((connection) => connection.end(5_000)))
  clearInterval(drip)
  expect(new Set(ended.map((text) => parse(text).status))).toEqual(new Set([408]))
  await close()
})

test('S65 clients that are slow with their bodies take the place of nobody', async () => {
  const { app, close } = await shop.again({ MAX_REQUESTS_IN_FLIGHT: '4' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  let begun = 0
  app.server.on('request', () => begun++)
  const slow = await Promise.all(Array.from({ length: 20 }, () => rawConnection(port)))
  for (const { socket } of slow)
    socket.write(
      'POST /api/userLogin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    )
  await expect.poll(() => begun).toBe(20)
  expect((await fetch(`http://127.0.0.1:${port}/docs`)).status).toBe(200)
  for (const { socket } of slow) socket.destroy()
  await close()
})
