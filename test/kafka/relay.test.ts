import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../server/platform/ids.ts'
import { appendEvents } from '../../server/platform/outbox.ts'
import { buyer } from '../support/buyer.ts'
import { findKafka, startKafka, type TestKafka } from '../support/kafka.ts'
import { type KafkaShop, startKafkaShop } from '../support/kafka-shop.ts'
import { readTopic } from '../support/kafka-topic.ts'
import { startProcess, type TestProcess } from '../support/processes.ts'
import { addProduct } from '../support/products.ts'
import {
  createWitness,
  newKeys,
  outboxSize,
  productEvents,
  writeEvents,
  writeEventsOf,
} from '../support/witness.ts'

const slow = { timeout: 240_000 }
const soon = { timeout: 90_000, interval: 100 }

describe.skipIf(!(await findKafka()))('the relay to Kafka', () => {
  let kafka: TestKafka
  let shop: KafkaShop
  let witness: Awaited<ReturnType<typeof createWitness>>
  let processes: TestProcess[]
  let round = 0
  beforeAll(async () => {
    kafka = await startKafka()
  }, 240_000)
  afterAll(() => kafka?.stop())
  beforeEach(async () => {
    processes = []
    shop = await startKafkaShop(kafka, { KAFKA_GROUP_PREFIX: `relay-${round++}` })
    witness = await createWitness(shop)
  }, 60_000)
  afterEach(async () => {
    for (const one of processes) await one.kill()
    await shop?.close()
  }, 60_000)

  const consume = () => shop.work(['witness'], [witness.consumer])
  const relay = () => shop.work(['relay'], [witness.consumer])
  const sent = () => expect.poll(() => outboxSize(shop), soon).toBe(0)
  const seenOf = async (keys: string[]) => (await witness.seen()).filter(({ key }) => keys.includes(key))
  const shards = async ({ context }: { context: KafkaShop['context'] }) =>
    (await context.metrics.getSingleMetric('tradewind_relay_shards')?.get())?.values[0]?.value

  /** Each event took effect once, in order per key; and in the topic its first copy stands after those before it. */
  async function expectOnceInOrder(keys: string[], count: number) {
    await expect.poll(async () => (await seenOf(keys)).length, soon).toBe(keys.length * count)
    const order = Array.from({ length: count }, (_, i) => i + 1)
    const seen = await seenOf(keys)
    const messages = await readTopic(kafka.brokers, 'product-changed')
    for (const key of keys) {
      expect(seen.filter((row) => row.key === key).map((row) => row.sequence)).toEqual(order)
      const copies = messages.filter((message) => message.key === key)
      expect([...new Set(copies.map(({ headers }) => Number(headers.ce_sequence)))]).toEqual(order)
    }
  }

  test(
    'I13 an event that commits after later ones is not skipped, and one that rolls back is never in the topic',
    slow,
    async () => {
      await relay()
      await consume()
      const { db } = shop.context
      const [late, never] = [newId(), newId()]
      const warm = await writeEvents(shop)
      await expect.poll(async () => (await seenOf([warm])).length, soon).toBe(1)
      let held = true
      const slowly = db.transaction(async (tx) => {
        await appendEvents(tx, productEvents(late, 1))
        // PostgreSQL ends a transaction in which nothing happens for 5 s.
        for (; held; await new Promise((resolve) => setTimeout(resolve, 100)))
          await tx.query({ text: 'select 1' })
      })
      const rolledBack = db.transaction(async (tx) => {
        await appendEvents(tx, productEvents(never, 1))
        throw new Error('no')
      })
      await expect(rolledBack).rejects.toThrow('no')
      const early = await writeEvents(shop)
      await expect.poll(async () => (await seenOf([early])).length, soon).toBe(1)
      held = false
      await slowly
      await expect.poll(async () => (await seenOf([late])).length, soon).toBe(1)
      const keys = (await readTopic(kafka.brokers, 'product-changed')).map(({ key }) => key)
      expect(keys).toEqual(expect.arrayContaining([early, late]))
      expect(keys).not.toContain(never)
    },
  )

  test(
    'I14 F8 the broker dies by kill -9 while events are sent: none is lost, each takes effect once, in order per key',
    slow,
    async () => {
      await relay()
      await consume()
      const keys = newKeys(20)
      let from = 1
      const write = async () => {
        await writeEventsOf(shop, keys, 10, from)
        from += 10
      }
      for (let kills = 0; kills < 2; kills++) {
        await write()
        const dying = kafka.kill()
        await write()
        await dying
        await write()
        await kafka.restart()
      }
      await sent()
      await expectOnceInOrder(keys, 60)
    },
  )

  test(
    'two relays share the shards; one that leaves gives its own to the other, and nothing is sent out of order',
    slow,
    async () => {
      await consume()
      const [first, second] = [await relay(), await relay()]
      await expect.poll(async () => [await shards(first), await shards(second)], soon).toEqual([4, 4])
      const keys = await writeEventsOf(shop, newKeys(30), 10)
      await second.close()
      await writeEventsOf(shop, keys, 10, 11)
      await expect.poll(() => shards(first), soon).toBe(8)
      await sent()
      await expectOnceInOrder(keys, 20)
    },
  )

  test(
    'F2 a relay that stands still keeps nobody waiting, and does no harm when it wakes',
    slow,
    async () => {
      await consume()
      const frozen = await startProcess(shop, 'relay')
      processes.push(frozen)
      const keys = await writeEventsOf(shop, newKeys(40), 30)
      await expect.poll(() => outboxSize(shop), { ...soon, interval: 5 }).toBeLessThan(1_200)
      frozen.child.kill('SIGSTOP')
      await writeEventsOf(shop, keys, 10, 31)
      const other = await relay()
      await expect.poll(() => shards(other), soon).toBe(8)
      await sent()
      frozen.child.kill('SIGCONT')
      await writeEventsOf(shop, keys, 10, 41)
      await expect.poll(() => shards(other), soon).toBe(4)
      await sent()
      await expectOnceInOrder(keys, 50)
    },
  )

  test(
    'F7 while Kafka is away orders are placed and accounts made as ever, their events wait, and then all arrive',
    slow,
    async () => {
      await relay()
      const shopper = await buyer(shop)
      const product = await addProduct(shop, { stock: 9 })
      await sent()
      await kafka.halt()
      await shopper.add(product.id, 1)
      const placed = await shopper.place()
      expect(placed.statusCode).toBe(200)
      const body = { name: 'Ada', email: `${newId()}@example.com`, password: 'correct horse battery staple' }
      const registered = await shop.app.inject({ method: 'POST', url: '/api/userRegister', body })
      expect(registered.statusCode).toBe(202)
      expect((await shop.app.inject('/readyz')).json().parts.kafka).not.toBe('up')
      await expect.poll(() => outboxSize(shop), { timeout: 2_000 }).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 2_500)) // the relay has tried by now, and been refused
      expect(await outboxSize(shop)).toBe(1)

      await kafka.restart()
      await sent()
      const keys = (await readTopic(kafka.brokers, 'order-placed')).map(({ key }) => key)
      expect(keys).toEqual([placed.json().id])
      await expect.poll(async () => (await shop.app.inject('/readyz')).json().parts.kafka, soon).toBe('up')
    },
  )
})
