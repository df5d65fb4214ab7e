import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderEvent, ShopEvent } from '../../contracts/events.ts'
import { formatMinor } from '../../contracts/money.ts'
import { applyEvents } from '../../server/platform/apply-events.ts'
import { newId } from '../../server/platform/ids.ts'
import { statsConsumer } from '../../server/stats/consumer.ts'
import { figures } from '../support/figures.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const tables = ['stats_orders', 'stats_customers', 'stats_products', 'stats_days', 'stats_product_days']
async function startAnew() {
  for (const table of tables) await shop.sql(`delete from ${table}`)
  await shop.sql('update stats_counts set total = 0')
}

const ids = (count: number) => Array.from({ length: count }, newId)
const users = ids(3)
const products = ids(4)
const days = ['2026-02-27T23:59:59.999Z', '2026-02-28T00:00:00.000Z', '2026-03-01T12:00:00.000Z']
const paths = [
  ['placed'],
  ['placed', 'paid'],
  ['placed', 'cancelled'],
  ['placed', 'paid', 'cancelled'],
  ['placed', 'paid', 'shipped'],
  ['placed', 'paid', 'shipped', 'delivered'],
] as const

const line = fc.record({
  productId: fc.constantFrom(...products),
  quantity: fc.integer({ min: 1, max: 99 }),
  priceMinor: fc.integer({ min: 0, max: 1e12 }),
})
const order = fc.record({
  orderId: fc.uuid(),
  userId: fc.option(fc.constantFrom(...users)),
  placedAt: fc.constantFrom(...days),
  path: fc.constantFrom(...paths),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
})
const product = fc.record({
  productId: fc.uuid(),
  archived: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
})
const history = fc.record({
  orders: fc.uniqueArray(order, { selector: (one) => one.orderId, maxLength: 6 }),
  products: fc.uniqueArray(product, { selector: (one) => one.productId, maxLength: 3 }),
  verified: fc.subarray(users),
})

test('I17 whatever order and batches events come in, the figures are the fold of the last versions', async () => {
  const scrambled = history.chain((told) => {
    const events = eventsOf(told)
    return fc.record({
      told: fc.constant(told),
      deliveries: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      batchSize: fc.integer({ min: 1, max: 8 }),
    })
  })
  await fc.assert(
    fc.asyncProperty(scrambled, async ({ told, deliveries, batchSize }) => {
      await startAnew()
      for (let i = 0; i < deliveries.length; i += batchSize)
        await shop.context.db.transaction((tx) =>
          statsConsumer.handle(tx, deliveries.slice(i, i + batchSize), shop.context),
        )
      expect(await figures(shop)).toEqual(folded(told))
    }),
    { numRuns: 60 },
  )
})

test('I14 I17 events of the same orders, delivered to two processes at once in different batches, count once', async () => {
  await startAnew()
  const told = fc.sample(fc.record({ orders: fc.array(order, { minLength: 20, maxLength: 20 }) }), {
    numRuns: 1,
    seed: 7,
  })[0] as { orders: Told['orders'] }
  const events = eventsOf({ ...told, products: [], verified: users })
  const other = await shop.again()
  const batches = Array.from({ length: 8 }, (_, i) => events.filter((_, j) => j % 8 === i))
  await Promise.all(
    batches.flatMap((batch) =>
      [shop.context, other.context].map((context) => applyEvents(context.db, statsConsumer, batch, context)),
    ),
  )
  await applyEvents(shop.context.db, statsConsumer, events, shop.context)
  expect(await figures(shop)).toEqual(folded({ ...told, products: [], verified: users }))
})

test('an event that makes no sense is refused and counts nothing', async () => {
  await startAnew()
  const [event] = eventsOf({
    orders: fc.sample(order, { numRuns: 1, seed: 1 }),
    products: [],
    verified: [],
  }) as [ShopEvent<'order-placed'>]
  const before = await figures(shop)
  for (const totalAmount of ['12', '12.345', '', 'many']) {
    const broken = { ...event, payload: { ...event.payload, totalAmount } }
    await expect(applyEvents(shop.context.db, statsConsumer, [broken], shop.context)).rejects.toThrow('money')
  }
  expect(await figures(shop)).toEqual(before)
})

type Told = typeof history extends fc.Arbitrary<infer T> ? T : never

function eventsOf({ orders, products, verified }: Told): ShopEvent[] {
  const base = { requestId: null }
  const topicOf = { placed: 'order-placed', cancelled: 'order-cancelled' } as Record<
    string,
    ShopEvent['topic']
  >
  return [
    ...orders.flatMap((order) =>
      order.path.map((status, i) => ({
        ...base,
        id: newId(),
        key: order.orderId,
        sequence: i + 1,
        topic: topicOf[status] ?? 'order-status-changed',
        payload: payloadOf(order, status),
      })),
    ),
    ...products.flatMap(({ productId, archived }) =>
      archived.map((archived, i) => ({
        ...base,
        id: newId(),
        key: productId,
        sequence: i + 1,
        topic: 'product-changed',
        payload: { productId, archived },
      })),
    ),
    ...verified.map((userId) => ({
      ...base,
      id: newId(),
      key: userId,
      sequence: 1,
      topic: 'user-verified',
      payload: { userId },
    })),
  ] as ShopEvent[]
}

const totalOf = (lines: Told['orders'][number]['lines']) =>
  lines.reduce((sum, line) => sum + line.quantity * line.priceMinor, 0)

const payloadOf = (order: Told['orders'][number], status: OrderEvent['status']): OrderEvent => ({
  orderId: order.orderId,
  number: 'TEST-0000',
  userId: order.userId,
  status,
  items: order.lines.map(({ productId, quantity, priceMinor }) => ({
    productId,
    name: 'Something',
    quantity,
    unitPrice: formatMinor(priceMinor, 2),
  })),
  totalAmount: formatMinor(totalOf(order.lines), 2),
  currency: 'USD',
  placedAt: order.placedAt,
})

/** What the figures must be, told without the consumer's arithmetic: each is a sum over how things ended. */
function folded({ orders, products, verified }: Told) {
  const ended = orders.map((order) => ({
    ...order,
    status: order.path.at(-1) as string,
    day: order.placedAt.slice(0, 10),
    total: totalOf(order.lines),
  }))
  const sold = ended.filter(({ status }) => status !== 'cancelled')
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  const listed = (list: object[]) => (list.length > 0 ? list : null)
  const by = (key: string) => (a: object, b: object) =>
    String(a[key as never]) < String(b[key as never]) ? -1 : 1
  const soldLines = sold.flatMap(({ day, lines }) => lines.map((line) => ({ day, ...line })))
  const counts = Object.fromEntries(
    ['placed', 'paid', 'shipped', 'delivered', 'cancelled'].map((name) => [
      name,
      ended.filter(({ status }) => status === name).length,
    ]),
  )
  return {
    orders: listed(
      ended
        .map(({ orderId, status, path, userId, day, total }) => ({
          order_id: orderId,
          version: path.length,
          status,
          user_id: userId,
          day,
          total_minor: total,
        }))
        .sort(by('order_id')),
    ),
    customers: listed(
      users
        .map((id) => ({
          user_id: id,
          verified: verified.includes(id),
          orders: ended.filter(({ userId }) => userId === id).length,
          revenue_minor: sum(sold.filter(({ userId }) => userId === id).map(({ total }) => total)),
        }))
        .filter(({ verified, orders }) => verified || orders > 0)
        .sort(by('user_id')),
    ),
    products: listed(
      products
        .map(({ productId, archived }) => ({
          product_id: productId,
          version: archived.length,
          archived: archived.at(-1),
        }))
        .sort(by('product_id')),
    ),
    days: listed(
      [...Map.groupBy(sold, ({ day }) => day)]
        .map(([day, orders]) => ({
          day,
          orders: orders.length,
          units: sum(orders.flatMap(({ lines }) => lines.map(({ quantity }) => quantity))),
          revenue_minor: sum(orders.map(({ total }) => total)),
        }))
        .sort(by('day')),
    ),
    productDays: listed(
      [...Map.groupBy(soldLines, ({ day, productId }) => `${day} ${productId}`)]
        .map(([key, lines]) => ({
          day: key.slice(0, 10),
          product_id: key.slice(11),
          units: sum(lines.map(({ quantity }) => quantity)),
          revenue_minor: totalOf(lines),
          key,
        }))
        .sort(by('key'))
        .map(({ key: _, ...row }) => row),
    ),
    counts: {
      ...counts,
      users: verified.length,
      products: products.filter(({ archived }) => !archived.at(-1)).length,
    },
  }
}
