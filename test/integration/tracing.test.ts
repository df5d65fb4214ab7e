import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackground } from '../../server/background.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { newId } from '../../server/platform/ids.ts'
import { createLog } from '../../server/platform/log.ts'
import { unseal } from '../../server/platform/seal.ts'
import { buyer } from '../support/buyer.ts'
import { startOtlpSink } from '../support/otlp-sink.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { reply, type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'

let shop: TestShop
let smtp: SmtpSink
let otlp: Awaited<ReturnType<typeof startOtlpSink>>
let background: ReturnType<typeof startBackground>
const lines: string[] = []
beforeAll(async () => {
  smtp = await startSmtpSink()
  otlp = await startOtlpSink()
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).trimEnd().split('\n'))
      done()
    },
  })
  const log = createLog({ level: 'debug', name: 'node-7', destination })
  shop = await startShop({ SMTP_URL: smtp.url, OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url }, { log })
  background = startBackground(shop.context)
})
afterAll(async () => {
  await background.close()
  await shop.close()
  await smtp.close()
  await otlp.close()
})

const newTrace = () => randomBytes(16).toString('hex')
const traced = (traceId: string) => otlp.spans().filter((span) => span.traceId === traceId)
const spanOf = (traceId: string, name: string) => traced(traceId).find((span) => span.name === name)
const arrived = (traceId: string, name: string) =>
  expect.poll(() => spanOf(traceId, name), { interval: 50, timeout: 15_000 }).toBeDefined()

test('S58 the id that nginx gives an order is its trace and in its log lines, from the request to the mail', async () => {
  const product = await addProduct(shop, { stock: 100 })
  const orders = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const ada = await buyer(shop)
      await ada.add(product.id)
      return { ada, requestId: newTrace() }
    }),
  )
  // Together, so that they may share a transaction and a batch of events, and each keeps its own trace.
  const place = ({ ada, requestId }: (typeof orders)[0]) =>
    ada.post('placeorder', {}, { 'x-request-id': requestId })
  const placed = await Promise.all(orders.map(place))
  expect(placed.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  for (const { requestId } of orders) await followedToItsMail(requestId)
  const transactions = orders.flatMap(({ requestId }) => spanOf(requestId, 'transaction') ?? [])
  expect(transactions.length).toBeGreaterThan(0)
  for (const { traceId, parentSpanId } of transactions)
    expect(parentSpanId).toBe(spanOf(traceId, 'POST /products/placeorder')?.spanId)
})

async function followedToItsMail(requestId: string) {
  await arrived(requestId, 'send order_confirmation')
  await arrived(requestId, 'inventory order-placed')
  const chain = ['POST /products/placeorder', 'email order-placed', 'send order_confirmation']
  const [request, consumer, mail] = chain.map((name) => spanOf(requestId, name))
  expect(request?.parentSpanId ?? '').toBe('')
  expect(consumer?.parentSpanId).toBe(request?.spanId)
  expect(mail?.parentSpanId).toBe(consumer?.spanId)
  expect(traced(requestId).map(({ status }) => status.code)).not.toContain(2)

  const own = lines.map((line) => JSON.parse(line)).filter((line) => line.requestId === requestId)
  expect(own.map(({ msg }) => msg).sort()).toEqual(['a mail was sent', 'an order took stock', 'request'])
}

test('a traceparent is gone on with, and one that is none is not', async () => {
  const ada = await buyer(shop)
  const [traceId, parent] = [newTrace(), '00f067aa0ba902b7']
  await shop.app.inject({
    url: '/products/cartitems',
    headers: { ...ada.headers, traceparent: `00-${traceId}-${parent}-01` },
  })
  await arrived(traceId, 'GET /products/cartitems')
  expect(spanOf(traceId, 'GET /products/cartitems')?.parentSpanId).toBe(parent)

  const unsampled = newTrace()
  await shop.app.inject({
    url: '/products/categories',
    headers: { traceparent: `00-${unsampled}-${parent}-00` },
  })
  const requestId = newTrace()
  const headers = { traceparent: `00-${newTrace()}-${'0'.repeat(16)}-01`, 'x-request-id': requestId }
  await shop.app.inject({ url: '/products/categories', headers })
  await arrived(requestId, 'GET /products/categories')
  expect(traced(unsampled)).toEqual([])
})

test('S58 a dead letter is followed from the request that replays it', async () => {
  const admin = await signIn(shop, { role: 'admin' })
  const [id, productId] = [newId(), newId()]
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, reason, tries)
     values ($1, 'stats', $2, 'product-changed', $3, 1, $4, 'a bug', 8)`,
    [id, newId(), productId, { productId, archived: false }],
  )
  const requestId = newTrace()
  const replayed = await shop.app.inject({
    method: 'POST',
    url: `/api/admin/events/${id}/replay`,
    headers: { ...admin.headers, 'x-request-id': requestId },
  })
  expect(replayed.statusCode).toBe(200)
  await arrived(requestId, 'stats product-changed')
  const consumed = spanOf(requestId, 'stats product-changed')
  const transactions = traced(requestId).filter(({ name }) => name === 'transaction')
  expect(transactions.map(({ spanId }) => spanId)).toContain(consumed?.parentSpanId)
})

test('S57 no span holds a password, a code, a token, an address, or what people write', async () => {
  const person = {
    name: 'Canary Person',
    email: 'canary.address@example.com',
    password: 'canary-Password-9f2c',
  }
  const [note, searched, street, agent] = ['canary-note', 'canary-search', 'canary-street', 'canary-agent']
  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    shop.app.inject({ method: 'POST', url, body, headers: { 'user-agent': agent, ...headers } })
  const registered = await post('/api/userRegister', person)
  const [mail] = await shop.sql<{ sealed: Buffer }>(`select sealed from mails where kind = 'code'`)
  const otp = mail?.sealed ? unseal(mail.sealed, shop.context.config.mailKey as string) : codeIn(smtp)
  const cookie = registered.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { token } = (await post('/api/verify-otp', { email: person.email, otp }, { cookie })).json()
  const headers = { authorization: `Bearer ${token}` }
  await post('/api/userLogin', { ...person, name: undefined, password: 'canary-wrong-password' })
  await shop.app.inject(`/products?q=${searched}`)
  await shop.app.inject(`/products/${searched}`)
  const product = await addProduct(shop)
  await post('/products/addtocart', { productId: product.id }, headers)
  const shippingAddress = { name: person.name, line1: street, city: street, postalCode: '1', country: 'NL' }
  smtp.rules.rcpt = (address) => {
    if (address === person.email) throw reply(550, `there is no ${address} here`)
  }
  const requestId = newTrace()
  const placed = await post(
    '/products/placeorder',
    { note, shippingAddress },
    { ...headers, 'x-request-id': requestId },
  )
  expect(placed.statusCode).toBe(200)
  await arrived(requestId, 'send order_confirmation')
  expect(spanOf(requestId, 'send order_confirmation')?.status).toEqual({ code: 2 })

  const sent = otlp.raw()
  for (const canary of [
    ...Object.values(person),
    note,
    searched,
    street,
    agent,
    token,
    cookie,
    person.email,
    'canary-wrong',
  ])
    expect(sent).not.toContain(canary)
  expect(sent).not.toMatch(new RegExp(`(?<![\\w])${otp}(?![\\w])`))
  expect(sent).not.toContain('127.0.0.1')
})

test('a collector that is away costs spans and a line in the log, and no answer', async () => {
  const away = await shop.again({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` })
  expect((await away.app.inject('/products')).statusCode).toBe(200)
  const told = () => lines.filter((line) => line.includes('OTEL_EXPORTER_OTLP_ENDPOINT')).length
  await expect.poll(told, { interval: 100, timeout: 20_000 }).toBe(1)
  await away.close()
})

test('where no endpoint is set, nothing of it is loaded and no row carries a trace', async () => {
  const script = `
    import { registerHooks } from 'node:module'
    const seen = new Set()
    registerHooks({ load: (url, context, next) => (seen.add(url), next(url, context)) })
    const { openTracing } = await import(${JSON.stringify(join(import.meta.dirname, '../../server/platform/tracing.ts'))})
    if (!process.argv[1]) await import(${JSON.stringify(join(import.meta.dirname, '../../server/context.ts'))})
    const tracing = await openTracing({ otlpEndpoint: process.argv[1] || undefined, nodeName: 'x', tracesShare: 1 })
    await tracing?.close()
    console.log([...seen].filter((url) => url.includes('opentelemetry/sdk-trace')).length)`
  const loaded = async (endpoint: string) => {
    const args = ['--input-type=module', '-e', script, endpoint]
    return Number((await promisify(execFile)(process.execPath, args)).stdout)
  }
  expect(await loaded('')).toBe(0)
  expect(await loaded('http://127.0.0.1:9')).toBeGreaterThan(0)

  const plain = await startShop()
  const product = await addProduct(plain)
  const ada = await buyer(plain)
  await ada.add(product.id)
  expect((await ada.place()).statusCode).toBe(200)
  expect(await plain.sql('select traceparent from outbox')).toEqual([{ traceparent: null }])
  await plain.close()
})

const codeIn = ({ taken }: SmtpSink) => /\b\d{6}\b/.exec(taken.at(-1)?.raw ?? '')?.[0] ?? ''
