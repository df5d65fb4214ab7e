import { Writable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { buyer } from '../../test/support/buyer.ts'
import { expectSound } from '../../test/support/invariants.ts'
import { signIn } from '../../test/support/people.ts'
import { addProduct } from '../../test/support/products.ts'
import { rowsRead } from '../../test/support/rows-read.ts'
import { startShop, type TestShop } from '../../test/support/shop.ts'
import { checkInvariants } from '../check-invariants.ts'
import { applyEvents } from '../platform/apply-events.ts'
import { createLog } from '../platform/log.ts'
import { inventoryConsumer } from './consumer.ts'
import { fallsToThreshold } from './queries.ts'

let shop: TestShop
let lines: { level: string; msg: string; [field: string]: unknown }[]
beforeEach(async () => {
  lines = []
  const destination = new Writable({
    write: (line, _, done) => {
      lines.push(JSON.parse(line.toString()))
      done()
    },
  })
  shop = await startShop({}, { log: createLog({ level: 'info', name: 'test', destination }) })
})
afterEach(() => shop.close())

test('one alert mail to each admin each time an order takes a product to the threshold, in whatever order the events come', async () => {
  const admins = [await signIn(shop, { role: 'admin' }), await signIn(shop, { role: 'admin' })]
  const product = await addProduct(shop, { name: 'Oat Drink', stock: 8 })
  const shopper = await buyer(shop)
  await buy(shopper, product.id, 2) // 6 left
  await buy(shopper, product.id, 1) // 5 left: an alert
  await buy(shopper, product.id, 4) // 1 left
  await changeStock(product.id, [9]) // 10 left
  await buy(shopper, product.id, 10) // sold out: an alert
  const events = await waitingEvents()
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...events, ...events], { minLength: 8 }), async (told) => {
      await shop.sql('delete from mails')
      await shop.sql('delete from applied_events')
      for (const event of told) await apply([event])
      const alerts = await shop.sql(
        `select recipient, payload ->> 'productName' as name, (payload ->> 'remaining')::int as remaining
         from mails where kind = 'low_stock' order by remaining desc, recipient`,
      )
      const both = admins.map(({ email }) => email).sort()
      expect(alerts).toEqual(
        [5, 0].flatMap((remaining) => both.map((recipient) => ({ recipient, name: 'Oat Drink', remaining }))),
      )
    }),
    { numRuns: 12 },
  )
})

test('a product that was low already, or falls by a correction of an admin, alerts nobody', async () => {
  await signIn(shop, { role: 'admin' })
  const shopper = await buyer(shop)
  const low = await addProduct(shop, { stock: 5 })
  const corrected = await addProduct(shop, { stock: 20 })
  await changeStock(corrected.id, [-16])
  await buy(shopper, low.id, 1)
  await buy(shopper, corrected.id, 1)
  await apply(await waitingEvents())
  expect(await shop.sql('select * from mails')).toEqual([])
})

test('whether a product fell to the threshold is told without reading what was sold of it since', async () => {
  const shopper = await buyer(shop)
  const product = await addProduct(shop, { stock: 5_000 })
  const { id } = await buy(shopper, product.id, 1)
  await changeStock(product.id, [3])
  await changeStock(product.id, Array(2_000).fill(-1))
  const { answer, read } = await shop.context.db.transaction((tx) =>
    rowsRead(tx, 'stock_ledger', () => fallsToThreshold(tx, [id], 5)),
  )
  expect(answer).toEqual([])
  expect(read).toBeLessThan(10)
})

test('each order makes a line in the log, with its request', async () => {
  const shopper = await buyer(shop)
  const product = await addProduct(shop)
  const order = await buy(shopper, product.id, 3)
  await shopper.post(`orders/${order.id}/cancellation`)
  await apply(await waitingEvents())
  const told = lines.filter(({ orderId }) => orderId === order.id)
  expect(told).toMatchObject([
    { level: 'info', msg: 'an order took stock', number: order.number, units: 3 },
    { level: 'info', msg: 'a cancelled order gave its stock back', number: order.number, units: 3 },
  ])
  expect(told[0]?.requestId).toMatch(/^[\w-]{8,}$/)
})

test('I3 a stock that its ledger does not sum to is an error in the log; one that it does is none', async () => {
  const shopper = await buyer(shop)
  const [sound, broken] = [await addProduct(shop), await addProduct(shop)]
  await buy(shopper, sound.id, 1)
  await buy(shopper, broken.id, 1)
  await shop.sql('update stock set quantity = quantity + 2 where variant_id = $1', [broken.id])
  await apply(await waitingEvents())
  const errors = lines.filter(({ level }) => level === 'error')
  expect(errors).toMatchObject([{ variantId: broken.id, stock: 11, ledger: 9 }])
})

test('I3 comparing reads the ledger from its checkpoint on, however long that has grown', async () => {
  const shopper = await buyer(shop)
  const product = await addProduct(shop, { stock: 40 })
  await lengthenLedger(product.id, 130)
  await buy(shopper, product.id, 1)
  await apply(await waitingEvents())
  const checkpoints = await shop.sql('select * from stock_checkpoints')
  expect(checkpoints).toMatchObject([{ variant_id: product.id, units: 39 }])

  await lengthenLedger(product.id, 99)
  await buy(shopper, product.id, 1)
  await shop.sql("update stock_ledger set delta = delta + 7 where reason = 'initial'")
  await apply(await waitingEvents())
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]) // what lies behind is not read again,
  expect(await shop.sql('select units from stock_checkpoints')).toEqual([{ units: 37 }])
  const violations = await checkInvariants(shop.sql) // but by the doctor.
  expect(violations.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['checkpoints are right', 'ledger sums to stock']),
  )
})

test('I3 a stock that left its ledger is told whether a checkpoint lies between or not, by consumers side by side', async () => {
  const shopper = await buyer(shop)
  const products = [await addProduct(shop), await addProduct(shop)]
  for (const { id } of products) await lengthenLedger(id, 250)
  for (let round = 0; round < 3; round++) for (const { id } of products) await buy(shopper, id, 1)
  await Promise.all((await waitingEvents()).map((event) => apply([event])))
  await expectSound(shop)
  await shop.sql('update stock set quantity = quantity - 1')
  for (const { id } of products) await buy(shopper, id, 1)
  await apply(await waitingEvents())
  const errors = lines.filter(({ level }) => level === 'error')
  expect(errors.map(({ variantId }) => variantId).sort()).toEqual(products.map(({ id }) => id).sort())
})

async function buy(shopper: Awaited<ReturnType<typeof buyer>>, productId: string, quantity: number) {
  await shopper.add(productId, quantity)
  const placed = await shopper.place()
  expect(placed.statusCode).toBe(200)
  return placed.json<{ id: string; number: string }>()
}

/** As an admin changes stock, by one delta after the other: the row and its ledger rows in one transaction. */
const changeStock = (variantId: string, deltas: number[]) =>
  shop.sql(
    `with written as (
       insert into stock_ledger (variant_id, delta, reason)
       select $1, delta, 'correction' from unnest($2::int[]) delta returning delta
     )
     update stock set quantity = quantity + (select sum(delta) from written) where variant_id = $1`,
    [variantId, deltas],
  )

/** Rows that cancel each other out: stock that went and came. */
const lengthenLedger = (variantId: string, rows: number) =>
  changeStock(
    variantId,
    Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? -1 : 1)),
  )

const apply = (events: ShopEvent[]) =>
  applyEvents(
    shop.context.db,
    inventoryConsumer,
    events.filter(({ topic }) => inventoryConsumer.topics.includes(topic)),
    shop.context,
  )

const waitingEvents = () =>
  shop.sql<ShopEvent>(
    'select id, topic, key, sequence, payload, request_id as "requestId" from outbox order by created_at, sequence',
  )
