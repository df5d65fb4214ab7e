import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackground } from '../../server/background.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'
import { outboxSize } from '../support/witness.ts'

let shop: TestShop
let sink: SmtpSink
let background: { close(): Promise<void> }[]
beforeAll(async () => {
  sink = await startSmtpSink()
  shop = await startShop({ SMTP_URL: sink.url })
  const other = await shop.again()
  const mail = { pause: { firstMs: 50, longestMs: 200 } }
  background = [startBackground(shop.context, { mail }), startBackground(other.context, { mail })]
})
afterAll(async () => {
  for (const one of background) await one.close()
  await shop.close()
  await sink.close()
})

test('the confirmation of an order is in the mailbox within a second, with its number and total', async () => {
  const shopper = await buyer(shop)
  const product = await addProduct(shop, { name: 'Oat Drink', priceMinor: 249 })
  await shopper.add(product.id, 3)
  const since = performance.now()
  const order = (await shopper.place()).json<{ number: string }>()
  await expect.poll(() => sink.taken.length, { interval: 5 }).toBe(1)
  const [mail] = sink.taken
  expect((mail?.at ?? Infinity) - since).toBeLessThan(1_000)
  expect(mail?.to).toEqual([shopper.email])
  expect(mail?.subject).toContain(order.number)
  expect(mail?.raw).toMatch(/Total +\$7\.47/)
})

test('I15 I17 with two processes and a server that stumbles, each order is confirmed once, and only then cancelled once', async () => {
  let count = 0
  sink.taken.length = 0
  sink.rules.data = (_, drop) => {
    if (count++ % 4 === 0) {
      drop()
      throw new Error('gone')
    }
  }
  const product = await addProduct(shop, { name: 'Sourdough', stock: 100 })
  const orders = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const shopper = await buyer(shop)
      await shopper.add(product.id, 8)
      const { id } = (await shopper.place()).json<{ id: string }>()
      if (i % 2 === 0) expect((await shopper.post(`orders/${id}/cancellation`)).statusCode).toBe(200)
      return { id, cancelled: i % 2 === 0 }
    }),
  )
  await expect.poll(() => outboxSize(shop), { timeout: 10_000 }).toBe(0)
  const waiting = () => shop.sql("select 1 from mails where status <> 'sent'")
  await expect.poll(waiting, { timeout: 15_000 }).toEqual([])

  for (const { id, cancelled } of orders) {
    const about = sink.taken
      .filter(({ messageId }) => messageId.includes(id))
      .map(({ messageId }) => messageId)
    const confirmation = `<order-confirmation.${id}@localhost>`
    expect(about).toEqual(cancelled ? [confirmation, `<order-cancelled.${id}@localhost>`] : [confirmation])
  }
  expect(await shop.sql('select * from dead_letters')).toEqual([])
  const metrics = await shop.context.metrics.metrics()
  for (const queue of ['outbox_events', 'mails_queued', 'dead_letters{consumer="email"}'])
    expect(metrics).toContain(`\ntradewind_${queue} 0\n`)
})
