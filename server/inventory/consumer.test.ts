import { Writable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { buyer } from '../../test/support/buyer.ts'
import { signIn } from '../../test/support/people.ts'
import { addProduct } from '../../test/support/products.ts'
import { startShop, type TestShop } from '../../test/support/shop.ts'
import { applyEvents } from '../platform/apply-events.ts'
import { createLog } from '../platform/log.ts'
import { inventoryConsumer } from './consumer.ts'

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
  await restock(product.id, 9) // 10 left
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
  await restock(corrected.id, -16)
  await buy(shopper, low.id, 1)
  await buy(shopper, corrected.id, 1)
  await apply(await waitingEvents())
  expect(await shop.sql('select * from mails')).toEqual([])
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

async function buy(shopper: Awaited<ReturnType<typeof buyer>>, productId: string, quantity: number) {
  await shopper.add(productId, quantity)
  const placed = await shopper.place()
  expect(placed.statusCode).toBe(200)
  return placed.json<{ id: string; number: string }>()
}

/** As an admin changes stock: the row and its ledger row in one transaction. */
async function restock(productId: string, delta: number) {
  await shop.sql(
    `with changed as (update stock set quantity = quantity + $2 where variant_id = $1 returning variant_id)
     insert into stock_ledger (variant_id, delta, reason) select variant_id, $2, 'correction' from changed`,
    [productId, delta],
  )
}

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
