import { ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { unavailable } from '../../server/errors.ts'
import { statsConsumer } from '../../server/stats/consumer.ts'
import { findKafka, startKafka, type TestKafka } from '../support/kafka.ts'
import { type KafkaShop, lagOf, startKafkaShop } from '../support/kafka-shop.ts'
import { withAdmin } from '../support/kafka-topic.ts'
import { startProcess, type TestProcess } from '../support/processes.ts'
import { createWitness, newKeys, writeEvents, writeEventsOf } from '../support/witness.ts'

const slow = { timeout: 240_000 }
const soon = { timeout: 90_000, interval: 100 }

describe.skipIf(!(await findKafka()))('the processes behind Kafka', () => {
  let kafka: TestKafka
  let shop: KafkaShop
  let processes: TestProcess[] = []
  beforeAll(async () => {
    kafka = await startKafka()
    shop = await startKafkaShop(kafka)
  }, 240_000)
  afterEach(async () => {
    for (const one of processes) await one.kill()
    processes = []
  })
  afterAll(async () => {
    await shop?.close()
    await kafka?.stop()
  })

  const start = async (
    ...args: Parameters<typeof startProcess> extends [unknown, ...infer Rest] ? Rest : never
  ) => {
    const one = await startProcess(shop, ...args)
    processes.push(one)
    return one
  }
  const ready = (one: TestProcess) =>
    expect.poll(async () => (await one.get('/readyz'))?.status, soon).toBe(200)
  const applied = async (keys: string[]) =>
    shop.sql<{ product_id: string; version: number }>(
      'select product_id, version from stats_products where product_id = any($1)',
      [keys],
    )
  const group = () =>
    withAdmin(kafka.brokers, async (admin) =>
      (await admin.describeGroups({ groups: ['tradewind.stats'] })).get('tradewind.stats'),
    )

  test(
    'two workers share a consumer, one is killed and the other takes over; SIGTERM lets it finish, tell its group and leave',
    slow,
    async () => {
      await shop.work(['relay'])
      const [first, second] = [await start('worker', ['stats']), await start('worker', ['stats'])]
      await Promise.all([ready(first), ready(second)])
      await expect.poll(async () => (await group())?.members.size, soon).toBe(2)
      const keys = await writeEventsOf(shop, newKeys(100), 5)
      await first.kill()
      keys.push(...(await writeEventsOf(shop, newKeys(100), 5)))
      const last = async () => (await applied(keys)).filter(({ version }) => version === 5).length
      await expect.poll(last, soon).toBe(200)
      await expect.poll(() => lagOf(shop, statsConsumer), soon).toBe(0)
      const figures = (await second.get('/metrics'))?.text
      expect(figures).toContain('tradewind_kafka_lag{consumer="stats"} 0')
      expect(figures).toMatch(/tradewind_kafka_poll_age_seconds\{consumer="stats"\} \d/)

      // The broker misses who was killed after their session only.
      await expect.poll(async () => (await group())?.members.size, soon).toBe(1)
      expect(await second.stop()).toEqual([0, null])
      expect(second.said.err).toBe('')
      expect((await group())?.members.size).toBe(0)
      expect(await lagOf(shop, statsConsumer)).toBe(0)
    },
  )

  test(
    'F10 a place in a topic is told after the effect: a worker that ends before it leaves its batch to the next',
    slow,
    async () => {
      const witness = await createWitness(shop, 'witness', () => {
        throw unavailable(new Error('PostgreSQL is away'))
      })
      const idle = await shop.work(['witness'], [witness.consumer])
      await shop.work(['relay'])
      const key = await writeEvents(shop, 3)
      await expect.poll(() => lagOf(shop, witness.consumer), soon).toBeGreaterThanOrEqual(3)
      await new Promise((resolve) => setTimeout(resolve, 1_500)) // it has the batch in hand by now
      await idle.close()
      expect(await lagOf(shop, witness.consumer)).toBeGreaterThanOrEqual(3)
      await shop.sql('drop table witness')
      const well = await createWitness(shop)
      await shop.work(['witness'], [well.consumer])
      const seen = async () => (await well.seen()).filter((row) => row.key === key).map((row) => row.sequence)
      await expect.poll(seen, soon).toEqual([1, 2, 3])
    },
  )

  test(
    'a worker that is asked for what there is not, or without Kafka, says so in one line and ends',
    slow,
    async () => {
      const [unknown, without] = [
        await start('worker', ['stats', 'mail']),
        await start('worker', [], { KAFKA_BROKERS: '' }),
      ]
      expect(await unknown.ended).toEqual([1, null])
      expect(unknown.said.err).toBe(
        'A worker has no part mail: it takes email, inventory, stats, cache, relay, mails, sweeps.\n',
      )
      expect(await without.ended).toEqual([1, null])
      expect(without.said.err).toMatch(/^KAFKA_BROKERS is missing: .*\n$/)
    },
  )

  test(
    'migrate makes the topics, leaves what is right, sets right what is not, and says what it did',
    slow,
    async () => {
      const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: 'order-placed' }
      await withAdmin(kafka.brokers, async (admin) => {
        await admin.deleteTopics({ topics: ['order-placed.dlq'] })
        const change = {
          name: 'retention.ms',
          value: '1000',
          configOperation: IncrementalAlterConfigOperationTypes.SET,
        }
        await admin.incrementalAlterConfigs({ resources: [{ ...resource, configs: [change] }] })
      })
      const migrate = async () => {
        const one = await start('migrate')
        expect([await one.ended, one.said.err]).toEqual([[0, null], ''])
        return one.said.out
      }
      expect(await migrate()).toBe(
        'The database is up to date.\nSet retention.ms of the topic order-placed to 604800000.\nMade the topic order-placed.dlq.\n',
      )
      expect(await migrate()).toBe('The database is up to date.\nThe topics are up to date.\n')
      const away = await start('migrate', [], { KAFKA_BROKERS: '127.0.0.1:1' })
      expect(await away.ended).toEqual([1, null])
      expect(away.said.err).toMatch(
        /^Kafka at 127\.0\.0\.1:1 \(KAFKA_BROKERS\) could not be given its topics: .*\n$/,
      )
    },
  )
})
