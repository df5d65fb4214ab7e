import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buyer } from '../support/buyer.ts'
import { findKafka, startKafka, type TestKafka } from '../support/kafka.ts'
import { type KafkaShop, startKafkaShop } from '../support/kafka-shop.ts'
import { readTopic } from '../support/kafka-topic.ts'
import { addProduct } from '../support/products.ts'
import { outboxSize } from '../support/witness.ts'

describe.skipIf(!(await findKafka()))('an order becomes a mail and a statistic, behind Kafka', () => {
  let kafka: TestKafka
  let shop: KafkaShop
  beforeAll(async () => {
    kafka = await startKafka()
    shop = await startKafkaShop(kafka)
  }, 240_000)
  afterAll(async () => {
    await shop?.close()
    await kafka?.stop()
  })

  test('I13 an order is a CloudEvent in its topic, whole and in binary mode, and takes effect at each consumer', async () => {
    await shop.work([])
    const shopper = await buyer(shop)
    const product = await addProduct(shop, { stock: 9 })
    await shopper.add(product.id, 2)
    const order = (await shopper.place()).json()
    await shopper.post(`orders/${order.id}/cancellation`)
    await expect.poll(() => outboxSize(shop), { timeout: 20_000 }).toBe(0)

    const placed = await readTopic(kafka.brokers, 'order-placed')
    const [message] = placed
    expect(placed).toHaveLength(1)
    expect(message?.key).toBe(order.id)
    expect(message?.headers).toEqual({
      ce_specversion: '1.0',
      ce_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ce_source: shop.context.config.publicUrl,
      ce_type: 'order-placed',
      ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ce_sequence: '1',
      ce_requestid: expect.stringMatching(/^[\w-]{8,}$/),
      'content-type': 'application/json',
    })
    expect(JSON.parse(message?.value ?? '')).toEqual({
      orderId: order.id,
      number: order.number,
      userId: expect.any(String),
      status: 'placed',
      items: [
        { productId: product.id, name: product.name, quantity: 2, unitPrice: order.items[0].unitPrice },
      ],
      totalAmount: order.totalAmount,
      currency: order.currency,
      placedAt: order.placedAt,
    })

    const mails = () =>
      shop.sql<{ kind: string }>("select kind from mails where kind like 'order%' order by kind")
    const kinds = async () => (await mails()).map(({ kind }) => kind)
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['order_cancelled', 'order_confirmation'])
    const counted = () => shop.sql('select status from stats_orders where order_id = $1', [order.id])
    await expect.poll(counted, { timeout: 20_000 }).toEqual([{ status: 'cancelled' }])
  })
})
