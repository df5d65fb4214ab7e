import { randomUUID } from 'node:crypto'
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'

/** All that lies in a topic now, in order per partition. */
export async function readTopic(brokers: string, topic: string) {
  const ends = await topicEnds(brokers, topic)
  const expected = ends.reduce((sum, end) => sum + end, 0n)
  const groupId = `reader-${randomUUID()}`
  const consumer = new Consumer({ groupId, ...client(brokers), deserializers: stringDeserializers })
  const found: { key: string; value: string; headers: Record<string, string>; partition: number }[] = []
  try {
    if (expected === 0n) return found
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'earliest',
      autocommit: false,
      maxWaitTime: 100,
    })
    stream.on('error', () => {})
    for await (const { key, value, headers, partition } of stream) {
      found.push({ key, value, headers: Object.fromEntries(headers), partition })
      if (BigInt(found.length) >= expected) return found
    }
    return found
  } finally {
    await consumer.close(true).catch(() => {})
  }
}

/** Sends records as they are, whoever they come from. */
export async function writeTopic(brokers: string, messages: Parameters<Sender['send']>[0]['messages']) {
  const producer: Sender = new Producer({
    ...client(brokers),
    serializers: stringSerializers,
    idempotent: true,
  })
  await producer.send({ messages })
  await producer.close()
}

/** Lets a group, which must be empty, begin anew. */
export const rewindGroup = (brokers: string, groupId: string) =>
  withAdmin(brokers, (admin) => admin.deleteGroups({ groups: [groupId] }))

const topicEnds = (brokers: string, topic: string) =>
  withAdmin(brokers, async (admin) => {
    const { topics } = await admin.metadata({ topics: [topic] })
    const partitions = Array.from(
      { length: topics.get(topic)?.partitionsCount ?? 0 },
      (_, partitionIndex) => ({
        partitionIndex,
        timestamp: -1n,
      }),
    )
    const [found] = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
    return found?.partitions.map(({ offset }) => offset) ?? []
  })

export async function withAdmin<T>(brokers: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin(client(brokers))
  try {
    return await work(admin)
  } finally {
    await admin.close()
  }
}

const client = (brokers: string) => ({ clientId: 'test', bootstrapBrokers: brokers.split(',') })

type Sender = Producer<string, string, string, string>
