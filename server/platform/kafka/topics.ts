import { setTimeout as sleep } from 'node:timers/promises'
import { type Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka'
import { topics } from '../../../contracts/events.ts'
import { refusal } from '../refusal.ts'
import { askKafka } from './admin.ts'
import type { KafkaAddress } from './messages.ts'
import { reasonIn } from './reason.ts'

export const deadLetterTopic = (topic: string) => `${topic}.dlq`

/**
 * Makes the topics that are missing, and sets right what is set otherwise than here. The number of partitions is never
 * changed: a key's later events would lie in another partition than its earlier ones.
 * @returns what was done, a line each. @throws a refusal when Kafka cannot be reached or has too few partitions.
 */
export async function prepareTopics(address: KafkaAddress): Promise<string[]> {
  const wanted = topics.flatMap((topic) => [
    { topic, partitions, retentionDays: retention.events },
    { topic: deadLetterTopic(topic), partitions: 1, retentionDays: retention.deadLetters },
  ])
  const done: string[] = []
  for (let tries = 1; ; tries++) {
    try {
      await askKafka(address, (admin) => prepare(admin, wanted, done), 20_000)
      return done
    } catch (error) {
      // A broker that has just started refuses for a moment, and another process may be making the same topics.
      if (tries < 5) await sleep(1_000)
      else
        throw refusal(
          `Kafka at ${address.brokers.join(', ')} (KAFKA_BROKERS) could not be given its topics: ${reasonIn(error)}. Start it or correct KAFKA_BROKERS.`,
        )
    }
  }
}

async function prepare(admin: Admin, wanted: Wanted[], done: string[]) {
  const { brokers } = await admin.metadata({ topics: [] })
  const replicas = Math.min(3, brokers.size)
  const present = new Set(await admin.listTopics())
  for (const one of wanted) {
    const configs = settingsOf(one, replicas)
    if (present.has(one.topic)) done.push(...(await setRight(admin, one, configs)))
    else {
      const list = Object.entries(configs).map(([name, value]) => ({ name, value }))
      await admin.createTopics({ topics: [one.topic], partitions: one.partitions, replicas, configs: list })
      done.push(`Made the topic ${one.topic}.`)
    }
  }
}

async function setRight(admin: Admin, { topic, partitions }: Wanted, configs: Record<string, string>) {
  const { topics } = await admin.metadata({ topics: [topic] })
  const found = topics.get(topic)?.partitionsCount ?? 0
  if (found < partitions)
    throw new Error(
      `the topic ${topic} has ${found} partitions instead of ${partitions}: delete it once it is drained`,
    )
  const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }
  const [described] = await admin.describeConfigs({ resources: [resource] })
  const current = new Map(described?.configs.map(({ name, value }) => [name, value]))
  const other = Object.entries(configs).filter(([name, value]) => current.get(name) !== value)
  if (other.length === 0) return []
  const { SET } = IncrementalAlterConfigOperationTypes
  const changes = other.map(([name, value]) => ({ name, value, configOperation: SET }))
  await admin.incrementalAlterConfigs({ resources: [{ ...resource, configs: changes }] })
  return other.map(([name, value]) => `Set ${name} of the topic ${topic} to ${value}.`)
}

/**
 * A record goes once its whole segment is old, so segments end daily: nothing is there for longer than retention and a
 * day, by the broker's clock. applied_events are kept longer.
 */
const settingsOf = ({ retentionDays }: Wanted, replicas: number): Record<string, string> => ({
  'cleanup.policy': 'delete',
  'retention.ms': String(retentionDays * dayMs),
  'segment.ms': String(dayMs),
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': '2097152',
  'compression.type': 'lz4',
  'min.insync.replicas': String(replicas > 2 ? 2 : 1),
  'unclean.leader.election.enable': 'false',
})

const partitions = 6
const retention = { events: 7, deadLetters: 30 }
const dayMs = 86_400_000

type Wanted = { topic: string; partitions: number; retentionDays: number }
