import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { buyer } from '../../test/support/buyer.ts'
import { signIn } from '../../test/support/people.ts'
import { addProduct } from '../../test/support/products.ts'
import { startShop, type TestShop } from '../../test/support/shop.ts'
import { applyEvents } from '../platform/apply-events.ts'
import { newId } from '../platform/ids.ts'
import { appendEvents } from '../platform/outbox.ts'
import { emailConsumer } from './consumer.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop({ PUBLIC_URL: 'https://shop.example' })
})
afterAll(() => shop.close())

test('I15 I17 whatever order, batches and repeats the events of orders come in, the same mails are written', async () => {
  const shipped = await orderThrough(['paid', 'shipped', 'delivered'])
  const cancelled = await orderThrough(['cancelled'])
  const events = await waitingEvents()
  expect(events).toHaveLength(6)
  const told = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
  const parts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 })
  let wanted: unknown
  await fc.assert(
    fc.asyncProperty(told, parts, async (all, sizes) => {
      await shop.sql('delete from mails')
      await shop.sql('delete from applied_events')
      for (let at = 0, i = 0; at < all.length; at += sizes[i++] as number)
        await apply(all.slice(at, at + (sizes[i] as number)))
      const mails = await writtenMails()
      wanted ??= mails
      expect(mails).toEqual(wanted)
    }),
    { numRuns: 40 },
  )
  const names = (await writtenMails()).map(({ kind, message_id, after }) => [kind, message_id, after])
  const id = (kind: string, order: string) => `<${kind}.${order}@shop.example>`
  expect(names).toEqual([
    ['order_cancelled', id('order-cancelled', cancelled), id('order-confirmation', cancelled)],
    ...[cancelled, shipped]
      .sort()
      .map((order) => ['order_confirmation', id('order-confirmation', order), null]),
    ['order_shipped', id('order-shipped', shipped), id('order-confirmation', shipped)],
  ])
})

test('the confirmation carries the lines and totals as sold, and goes to the contact address of the order', async () => {
  const shopper = await buyer(shop)
  const product = await addProduct(shop, { name: 'Oat Drink', priceMinor: 249 })
  const order = await placeOrder(shopper, product.id, 3)
  await shop.sql('update products set name = $2 where id = $1', [product.id, 'Renamed'])
  await shop.sql('update users set email = $2 where id = $1', [shopper.id, 'moved@example.com'])
  await apply(await waitingEvents())
  const mail = (await writtenMails()).find(({ message_id }) => message_id.includes(order.id))
  expect(mail).toMatchObject({
    recipient: shopper.email,
    payload: {
      number: order.number,
      name: shopper.name,
      items: [{ name: 'Oat Drink', quantity: 3, unitPrice: '2.49', lineTotal: '7.47' }],
      totalAmount: '7.47',
      currency: 'USD',
    },
  })
})

test('a verified customer is welcomed once, an admin made as one is not', async () => {
  const user = await signIn(shop)
  const admin = await signIn(shop, { role: 'admin' })
  const verified = [user, admin].map(({ id }) => ({
    topic: 'user-verified' as const,
    key: id,
    sequence: 1,
    payload: { userId: id },
    requestId: 'r-1',
  }))
  await shop.context.db.transaction((tx) => appendEvents(tx, verified))
  const events = await waitingEvents()
  await Promise.all([apply(events), apply(events), apply(events)])
  const mails = (await writtenMails()).filter(({ kind }) => kind === 'welcome')
  expect(mails).toMatchObject([{ recipient: user.email, payload: { name: user.name } }])
})

test('an event about an order that is not there is refused, and nothing is written', async () => {
  const before = await writtenMails()
  const orderId = newId()
  const [known] = await waitingEvents()
  const event = { ...(known as ShopEvent), id: newId(), topic: 'order-placed', key: orderId } as ShopEvent
  await expect(apply([event])).rejects.toThrow(`There is no order ${orderId}`)
  expect(await writtenMails()).toEqual(before)
})

async function orderThrough(statuses: string[]) {
  const admin = await signIn(shop, { role: 'admin' })
  const { id } = await placeOrder(await buyer(shop), (await addProduct(shop)).id, 1)
  for (const status of statuses) {
    const url = `/api/admin/orders/${id}/status`
    const moved = await shop.app.inject({ method: 'POST', url, headers: admin.headers, body: { status } })
    expect(moved.statusCode).toBe(200)
  }
  return id
}

async function placeOrder(shopper: Awaited<ReturnType<typeof buyer>>, productId: string, quantity: number) {
  await shopper.add(productId, quantity)
  const placed = await shopper.place()
  expect(placed.statusCode).toBe(200)
  return placed.json<{ id: string; number: string }>()
}

const apply = (events: ShopEvent[]) =>
  applyEvents(
    shop.context.db,
    emailConsumer,
    events.filter(({ topic }) => emailConsumer.topics.includes(topic)),
    shop.context,
  )

const waitingEvents = () =>
  shop.sql<ShopEvent>(
    'select id, topic, key, sequence, payload, request_id as "requestId" from outbox order by key, sequence',
  )

const writtenMails = () =>
  shop.sql<{ kind: string; message_id: string; after: string | null; recipient: string; payload: unknown }>(
    `select m.kind, m.message_id, a.message_id as after, m.recipient, m.payload
     from mails m left join mails a on a.id = m.after_id order by m.kind, m.message_id`,
  )
