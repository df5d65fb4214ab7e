import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackground } from '../../server/background.ts'
import { serveMetrics } from '../../server/machinery/metrics-server.ts'
import { gauge } from '../../server/platform/metrics.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { type Family, parseScrape, valueIn } from '../support/scrape.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'

let shop: TestShop
let sink: SmtpSink
let background: ReturnType<typeof startBackground>
beforeAll(async () => {
  sink = await startSmtpSink()
  shop = await startShop({ SMTP_URL: sink.url })
  background = startBackground(shop.context)
})
afterAll(async () => {
  await background.close()
  await shop.close()
  await sink.close()
})

const scrape = () => shop.context.metrics.metrics()
const figure = async (name: string, labels?: Record<string, string>) => valueIn(await scrape(), name, labels)
const becomes = (name: string, labels?: Record<string, string>) =>
  expect.poll(() => figure(name, labels), { interval: 100, timeout: 10_000 })
const requests = (route: string, status: string) =>
  figure('http_request_duration_seconds_count', { method: 'GET', route, status })

test('S62 figures are served beside the shop, on this machine only', async () => {
  gauge(shop.context.metrics, 'tradewind_broken', 'Cannot be read', () => Promise.reject(new Error('no')))
  const server = await serveMetrics(shop.context, 0)
  const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`)
  expect(answer.headers.get('content-type')).toContain('text/plain')
  const text = await answer.text()
  expect(valueIn(text, 'tradewind_broken')).toBeNaN()
  expect(valueIn(text, 'tradewind_postgres_connections_max', { pool: 'shop' })).toBe(10)
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404)
  await expect(serveMetrics(shop.context, server.port)).rejects.toThrow('set METRICS_PORT to another port')
  await server.close()
  shop.context.metrics.removeSingleMetric('tradewind_broken')

  expect((await shop.app.inject('/metrics')).statusCode).toBe(404)
})

test('requests are counted by route, method and class of status, whatever clients make up', async () => {
  const ada = await buyer(shop)
  const notFound = () => figure('http_problems_total', { code: 'not_found' })
  const before = (await notFound()) ?? 0
  await ada.get('cartitems')
  await ada.get('orders/none')
  expect(await requests('/products/cartitems', '2xx')).toBe(1)
  expect(await requests('/products/orders/:id', '4xx')).toBe(1)
  expect(await notFound()).toBe(before + 1)

  await shop.app.inject('/nowhere')
  const series = async () => parseScrape(await scrape()).get('http_request_duration_seconds')?.samples.length
  const [bounded, lost] = [await series(), (await requests('none', '4xx')) ?? 0]
  for (let i = 0; i < 30; i++) {
    await shop.app.inject(`/nowhere-${i}`)
    await ada.get(`orders/none-${i}`)
  }
  expect(await series()).toBe(bounded)
  expect(await requests('none', '4xx')).toBe(lost + 30)

  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = shop.app.server.address() as { port: number }
  await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.end('PROPFIND / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
    )
    socket.on('close', resolve).resume()
  })
  const methods = new Set(
    parseScrape(await scrape())
      .get('http_request_duration_seconds')
      ?.samples.map(({ labels }) => labels.method),
  )
  expect(
    [...methods].filter((method) => !/^(GET|HEAD|POST|PATCH|PUT|DELETE|OPTIONS|other)$/.test(method ?? '')),
  ).toEqual([])
})

test('an order moves the figures of cache, database, events and mails', async () => {
  const product = await addProduct(shop)
  const ada = await buyer(shop)
  const calls = await figure('tradewind_postgres_calls_total', { pool: 'shop' })
  const browse = async () => (await shop.app.inject('/products')).headers['x-cache']
  await expect.poll(browse, { timeout: 10_000 }).toBe('hit')
  expect(await figure('tradewind_cache_answers_total', { state: 'hit' })).toBeGreaterThanOrEqual(1)

  await ada.add(product.id)
  expect((await ada.place()).statusCode).toBe(200)
  expect(await figure('tradewind_postgres_calls_total', { pool: 'shop' })).toBeGreaterThan(calls ?? 0)
  for (const of of ['orders', 'additions'])
    expect(await figure('tradewind_shared_calls_total', { of })).toBeGreaterThanOrEqual(1)
  await becomes('tradewind_mails_sent_total', { kind: 'order_confirmation' }).toBe(1)
  await becomes('tradewind_mail_delay_seconds_count').toBeGreaterThanOrEqual(1)
  await becomes('tradewind_events_delivered_total', { consumer: 'email' }).toBeGreaterThanOrEqual(1)
  await becomes('tradewind_outbox_events').toBe(0)
  await becomes('tradewind_mails_queued').toBe(0)
  for (const age of ['change_log', 'revocations'])
    expect(await figure(`tradewind_${age}_age_seconds`)).toBeLessThan(5)
  expect(await figure('tradewind_storage_free_bytes')).toBeGreaterThan(0)
})

test('a line for connections and one for bcrypt show in the figures', async () => {
  const { db, passwords } = shop.context
  const before = await figure('tradewind_postgres_wait_seconds_total', { pool: 'shop' })
  let isOver = false
  // PostgreSQL ends a transaction in which nothing happens for 5 s, which scrapes of a full pool may take.
  const held = Array.from({ length: 10 }, () =>
    db.transaction(async (tx) => {
      while (!isOver) await tx.query({ text: 'select pg_sleep(0.1)' })
    }),
  )
  // Nobody waits for longer than 5 s: who is refused comes again.
  const waits = (async () => {
    while (!isOver) await db.transaction(async () => {}).catch(() => {})
  })()
  const hashing = Array.from({ length: 4 }, () => passwords.hash('a long password'))
  await becomes('tradewind_postgres_connections_in_use', { pool: 'shop' }).toBe(10)
  await becomes('tradewind_postgres_waiting', { pool: 'shop' }).toBeGreaterThanOrEqual(1)
  await becomes('tradewind_outbox_events').toBeNaN()
  isOver = true
  await Promise.all([...held, waits, ...hashing])
  expect(await figure('tradewind_postgres_wait_seconds_total', { pool: 'shop' })).toBeGreaterThan(before ?? 0)
  expect(await figure('tradewind_work_done_total', { queue: 'passwords' })).toBeGreaterThanOrEqual(4)
})

test('what waits is counted with its age, and only so far', async () => {
  await background.close()
  await shop.sql(
    `insert into outbox (id, topic, key, sequence, payload, created_at)
     select gen_random_uuid(), 'user-verified', gen_random_uuid(), 1, '{}', now() - interval '1 hour' from generate_series(1, 10050)`,
  )
  await shop.sql(
    `insert into mails (id, message_id, kind, recipient, created_at, next_try_at)
     values (gen_random_uuid(), '<waits@example.com>', 'welcome', 'ada@example.com', now() - interval '2 hours', now() - interval '1 hour')`,
  )
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, reason, tries) values (gen_random_uuid(), 'stats', gen_random_uuid(), 'order-placed', 'why', 8)`,
  )
  await becomes('tradewind_outbox_events').toBe(10_000)
  expect(await figure('tradewind_outbox_oldest_seconds')).toBeGreaterThan(3_500)
  expect(await figure('tradewind_mails_queued')).toBe(1)
  expect(await figure('tradewind_mails_oldest_seconds')).toBeGreaterThan(7_000)
  expect(await figure('tradewind_mails_overdue_seconds')).toBeLessThan(7_000)
  expect(await figure('tradewind_dead_letters', { consumer: 'stats' })).toBe(1)
  expect(await figure('tradewind_dead_letters', { consumer: 'email' })).toBe(0)
})

test('every figure follows the conventions of Prometheus, and none can grow without bound', async () => {
  const families = [...parseScrape(await scrape()).values()]
  expect(families.length).toBeGreaterThan(50)
  expect(families.flatMap((family) => complaints(family))).toEqual([])
})

/** https://prometheus.io/docs/practices/naming/ */
function complaints({ name, help, type, samples }: Family) {
  const say = (wrong: unknown, what: string) => (wrong ? [`${name}: ${what}`] : [])
  const values = samples.flatMap(({ labels }) => Object.values(labels))
  return [
    ...say(!/^(http|process|nodejs|tradewind)_[a-z0-9_]+$/.test(name), 'another name space'),
    ...say(help.length < 5, 'no help'),
    ...say(!['counter', 'gauge', 'histogram'].includes(type), `type ${type}`),
    // prom-client's own gauges of what is active end so as well.
    ...say(
      (type === 'counter') !== name.endsWith('_total') && !name.startsWith('nodejs_active_'),
      'a counter, and only that, ends in _total',
    ),
    ...say(type === 'histogram' && !name.endsWith('_seconds'), 'no unit'),
    ...say(/_(ms|milliseconds|minutes|kb|megabytes)(_|$)/.test(name), 'no base unit'),
    ...say(samples.length > 2_000, `${samples.length} series`),
    ...say(
      values.some((value) => value.length > 80 || /[0-9a-f]{8}|@/.test(value)),
      'a label that holds an id',
    ),
  ]
}
