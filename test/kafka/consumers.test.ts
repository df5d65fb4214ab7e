import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { listEvents } from '../../server/admin/list-events.ts'
import { newId } from '../../server/platform/ids.ts'
import { replayDeadLetter } from '../../server/replay-dead-letter.ts'
import { findKafka, startKafka, type TestKafka } from '../support/kafka.ts'
import { type KafkaShop, lagOf, startKafkaShop } from '../support/kafka-shop.ts'
import { readTopic, rewindGroup, writeTopic } from '../support/kafka-topic.ts'
import { createWitness, newKeys, outboxSize, writeEvents, writeEventsOf } from '../support/witness.ts'

const slow = { timeout: 90_000 }
const soon = { timeout: 45_000, interval: 100 }

describe.skipIf(!(await findKafka()))('consumers behind Kafka', () => {
  let kafka: TestKafka
  let shop: KafkaShop
  let round = 0
  let prefix: string
  beforeAll(async () => {
    kafka = await startKafka()
  }, 240_000)
  afterAll(() => kafka?.stop())
  // A shop of its own for each, whose groups begin where the topics of the one before ended.
  beforeEach(async () => {
    prefix = `round-${round++}`
    shop = await startKafkaShop(kafka, { KAFKA_GROUP_PREFIX: prefix })
  }, 60_000)
  afterEach(() => shop?.close())

  /** What was told to the witness of what this test wrote: a topic holds what tests before it left. */
  const seenOf = async (witness: Awaited<ReturnType<typeof createWitness>>, keys: string[]) =>
    (await witness.seen()).filter(({ key }) => keys.includes(key))
  const sent = () => expect.poll(() => outboxSize(shop), soon).toBe(0)
  const inOrder = (key: string, count: number) => Array.from({ length: count }, (_, i) => [key, i + 1])

  test(
    'F9 I14 a group that is rewound to the start is told everything again, and nothing happens twice',
    slow,
    async () => {
      const witness = await createWitness(shop)
      const worker = await shop.work(['relay', 'witness'], [witness.consumer])
      const keys = await writeEventsOf(shop, newKeys(10), 20)
      await expect.poll(async () => (await seenOf(witness, keys)).length, soon).toBe(200)
      await worker.close()
      await rewindGroup(kafka.brokers, `${prefix}.witness`)
      await shop.work(['relay', 'witness'], [witness.consumer])
      const last = await writeEvents(shop)
      await expect.poll(async () => (await seenOf(witness, [last])).length, soon).toBe(1)
      await expect.poll(() => lagOf(shop, witness.consumer), soon).toBe(0)
      const seen = await witness.seen()
      expect(new Set(seen.map((row) => row.event_id)).size).toBe(seen.length)
      for (const key of keys)
        expect(seen.filter((row) => row.key === key).map((row) => [row.key, row.sequence])).toEqual(
          inOrder(key, 20),
        )
    },
  )

  test(
    'F12 a consumer that was down while thousands of events came catches up, in order per key, each once',
    slow,
    async () => {
      const witness = await createWitness(shop)
      await shop.work(['relay'], [witness.consumer])
      const keys = await writeEventsOf(shop, newKeys(60), 50)
      await sent()
      await shop.work(['witness'], [witness.consumer])
      await expect.poll(async () => (await seenOf(witness, keys)).length, soon).toBe(3_000)
      const seen = await witness.seen()
      expect(new Set(seen.map((row) => row.event_id)).size).toBe(seen.length)
      for (const key of keys)
        expect(seen.filter((row) => row.key === key).map((row) => [row.key, row.sequence])).toEqual(
          inOrder(key, 50),
        )
    },
  )

  test(
    'a consumer that had all there was makes way for people for seconds, however long ago it was',
    slow,
    async () => {
      const witness = await createWitness(shop)
      await shop.work(['relay'], [witness.consumer])
      const keys = await writeEventsOf(shop, newKeys(200), 1)
      await sent()
      const worker = await shop.work(['witness'], [witness.consumer])
      await expect.poll(async () => (await seenOf(witness, keys)).length, soon).toBe(200)
      await sleep(4_000)
      worker.context.requests.elsewhere = true
      const since = performance.now()
      const last = await writeEvents(shop)
      await expect.poll(async () => (await seenOf(witness, [last])).length, soon).toBe(1)
      const took = performance.now() - since
      expect(took).toBeGreaterThan(4_000)
      expect(took).toBeLessThan(20_000)
    },
  )

  test(
    'I16 a message that is no event becomes a dead letter with its text, once, is copied to the .dlq, and others go on',
    slow,
    async () => {
      const witness = await createWitness(shop)
      const worker = await shop.work(['relay', 'witness'], [witness.consumer])
      const good = await writeEvents(shop)
      await expect.poll(async () => (await seenOf(witness, [good])).length, soon).toBe(1)
      const topic = 'product-changed'
      const headers = { ce_specversion: '1.0', ce_type: topic, ce_id: newId(), ce_sequence: '1' }
      const poison = [
        { topic, key: newId(), value: '{"productId":', headers },
        { topic, key: 'no id', value: '{}', headers },
        { topic, key: newId(), value: '{}', headers: {} },
      ]
      await writeTopic(kafka.brokers, poison)
      const after = await writeEvents(shop)
      await expect.poll(async () => (await seenOf(witness, [after])).length, soon).toBe(1)
      const letters = () =>
        shop.sql<Letter>('select * from dead_letters where copied_at is not null order by raw, reason')
      await expect.poll(async () => (await letters()).length, soon).toBe(3)
      const copies = await readTopic(kafka.brokers, `${topic}.dlq`)
      for (const letter of await letters()) {
        expect(letter).toMatchObject({
          consumer: 'witness',
          topic,
          payload: null,
          tries: 1,
          replayed_at: null,
        })
        const copy = copies.find(({ headers: found }) => found.ce_deadletter === letter.id)
        expect(copy).toMatchObject({
          value: letter.raw,
          headers: {
            ce_consumer: 'witness',
            ce_reason: letter.reason,
            ce_tries: '1',
            'content-type': 'text/plain',
          },
        })
      }
      const reasons = (await letters()).map(({ reason }) => reason)
      expect(reasons).toEqual(expect.arrayContaining(['Its key is no id', expect.stringContaining('JSON')]))

      await worker.close()
      await rewindGroup(kafka.brokers, `${prefix}.witness`)
      await shop.work(['relay', 'witness'], [witness.consumer])
      const again = await writeEvents(shop)
      await expect.poll(async () => (await seenOf(witness, [again])).length, soon).toBe(1)
      await expect.poll(() => lagOf(shop, witness.consumer), soon).toBe(0)
      expect(await letters()).toHaveLength(3)
    },
  )

  test(
    'a key that fails is parked and holds up no other; what comes after it waits behind it, and then all take effect',
    slow,
    async () => {
      let mended = false
      let bad = ''
      const witness = await createWitness(shop, 'witness', (events) => {
        if (!mended && events.some(({ key, sequence }) => key === bad && sequence === 2))
          throw new Error('not yet')
      })
      const patience = { maxTries: 1_000, pause: { firstMs: 20, longestMs: 100 } }
      await shop.work(['relay', 'witness'], [witness.consumer], patience)
      bad = newId()
      const fine = newId()
      await writeEvents(shop, 3, bad)
      await writeEvents(shop, 3, fine)
      await expect.poll(async () => (await seenOf(witness, [fine])).length, soon).toBe(3)
      const parked = () =>
        shop.sql('select consumer, sequence from parked_events where key = $1 order by sequence', [bad])
      await expect.poll(parked, soon).toEqual([2, 3].map((sequence) => ({ consumer: 'witness', sequence })))
      await writeEvents(shop, 1, bad, 4)
      await writeEvents(shop, 1, fine, 4)
      await expect.poll(async () => (await seenOf(witness, [fine])).length, soon).toBe(4)
      await expect.poll(async () => (await parked()).length, soon).toBe(3)
      const { items } = await listEvents(shop.context.db, { limit: 10, consumer: 'witness' })
      expect(items.filter(({ key }) => key === bad).map(({ sequence, state }) => [sequence, state])).toEqual(
        expect.arrayContaining([
          [2, 'retrying'],
          [3, 'waiting'],
          [4, 'waiting'],
        ]),
      )
      await expect.poll(() => lagOf(shop, witness.consumer), soon).toBe(0)
      expect((await seenOf(witness, [bad])).map(({ sequence }) => sequence)).toEqual([1])

      mended = true
      await expect
        .poll(async () => (await seenOf(witness, [bad])).map(({ sequence }) => sequence), soon)
        .toEqual([1, 2, 3, 4])
      await expect.poll(() => shop.sql('select 1 from parked_events'), soon).toEqual([])
      expect(await shop.sql('select 1 from event_retries')).toEqual([])
      expect(await shop.sql('select 1 from dead_letters where key = $1', [bad])).toEqual([])
    },
  )

  test(
    'I16 what keeps failing is a dead letter of its consumer alone, copied with the reason; a replay runs that consumer',
    slow,
    async () => {
      let broken = true
      let bad = ''
      const fail = (events: ShopEvent[]) => {
        if (broken && events.some(({ key, sequence }) => key === bad && sequence === 1))
          throw new Error('never')
      }
      const picky = await createWitness(shop, 'picky', fail)
      const easy = await createWitness(shop, 'easy')
      const consumers = [picky.consumer, easy.consumer]
      await shop.work(['relay', 'picky', 'easy'], consumers, {
        maxTries: 3,
        pause: { firstMs: 20, longestMs: 50 },
      })
      bad = newId()
      await writeEvents(shop, 3, bad)
      await expect.poll(async () => (await seenOf(easy, [bad])).length, soon).toBe(3)
      await expect
        .poll(async () => (await seenOf(picky, [bad])).map((row) => row.sequence), soon)
        .toEqual([2, 3])
      const letters = () =>
        shop.sql<Letter>('select * from dead_letters where key = $1 and copied_at is not null', [bad])
      await expect.poll(async () => (await letters()).length, soon).toBe(1)
      const [letter] = await letters()
      const copies = await readTopic(kafka.brokers, 'product-changed.dlq')
      expect(copies.filter(({ key }) => key === bad)).toMatchObject([
        {
          value: JSON.stringify({ productId: bad, archived: false }),
          headers: {
            ce_id: letter?.event_id,
            ce_consumer: 'picky',
            ce_reason: 'never',
            ce_tries: '3',
            ce_sequence: '1',
          },
        },
      ])

      broken = false
      await replayDeadLetter(shop.context, letter?.id as string, consumers)
      expect((await seenOf(picky, [bad])).map((row) => row.sequence)).toEqual([2, 3, 1])
      expect(await seenOf(easy, [bad])).toHaveLength(3)
    },
  )
})

type Letter = { id: string; event_id: string; raw: string; reason: string }
