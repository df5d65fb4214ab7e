import { topics as allTopics } from '../../../contracts/events.ts'
import { consumers } from '../../../server/consumers.ts'
import { readTopic } from '../../support/kafka-topic.ts'
import type { Shop } from '../people/shop.ts'
import { verdict } from './verdict.ts'

/** What lies in Kafka's topics, read as any consumer reads it, against what was committed. */
export async function checkTopics({ sql }: Pick<Shop, 'sql'>, brokers: string) {
  const messages: Message[] = []
  for (const topic of allTopics) messages.push(...(await readMessages(brokers, topic)))
  const events = new Map(messages.map((message) => [place(message), message]))
  const history = await sql<{ key: string; sequence: number; status: string }>(
    'select order_id as key, version::int as sequence, status from order_history',
  )
  const committed = new Map(
    history.map(({ key, sequence, status }) => [`${topicOf(status)} ${key} ${sequence}`, status]),
  )
  const ofOrders = [...events.values()].filter(({ topic }) => topic.startsWith('order-'))
  return [
    verdict(
      'I13',
      'each committed change of an order is in its topic',
      committed.size,
      [...committed.keys()].filter((one) => !events.has(one)).map((one) => `${one} is not in the topic`),
    ),
    verdict(
      'I13',
      'nothing is in a topic that was rolled back',
      ofOrders.length,
      ofOrders
        .filter((event) => committed.get(place(event)) !== event.status)
        .map((event) => `${place(event)} says ${event.status}, and was not committed so`),
    ),
    verdict('I13', 'the events of a key lie in order', messages.length, disorder(messages)),
    verdict(
      'I14',
      'each consumer has applied each event',
      events.size,
      await unapplied(sql, [...events.values()]),
    ),
    await deadLetterTopics(sql, brokers),
  ]
}

async function readMessages(brokers: string, topic: string) {
  const found = await readTopic(brokers, topic)
  return found.map(({ key, value, headers }): Message => {
    const { status } = JSON.parse(value) as { status?: string }
    return { topic, key, id: headers.ce_id ?? '', sequence: Number(headers.ce_sequence), status }
  })
}

const place = ({ topic, key, sequence }: Message) => `${topic} ${key} ${sequence}`
const topicOf = (status: string) =>
  status === 'placed' ? 'order-placed' : status === 'cancelled' ? 'order-cancelled' : 'order-status-changed'

/** A batch may be sent again after a crash, so each event's first time is what counts. */
function disorder(messages: Message[]) {
  const highest = new Map<string, number>()
  const seen = new Set<string>()
  const wrong: string[] = []
  for (const message of messages) {
    if (seen.has(place(message))) continue
    seen.add(place(message))
    const key = `${message.topic} ${message.key}`
    const before = highest.get(key) ?? 0
    if (message.sequence < before) wrong.push(`${place(message)} came after ${before}`)
    highest.set(key, Math.max(before, message.sequence))
  }
  return wrong
}

async function unapplied(sql: Shop['sql'], events: Message[]) {
  const wrong: string[] = []
  for (const { name, topics } of consumers) {
    const ids = events
      .filter(({ topic }) => (topics as readonly string[]).includes(topic))
      .map(({ id }) => id)
    const [missing] = await sql<{ n: number }>(
      `select count(*)::int as n from unnest($2::uuid[]) as e (id)
       where not exists (select 1 from applied_events a where a.consumer = $1 and a.event_id = e.id)`,
      [name, ids],
    )
    if (missing && missing.n > 0) wrong.push(`${name} has not applied ${missing.n} events`)
  }
  return wrong
}

/** I16: a dead letter is in PostgreSQL and in its topic, and nothing else is there. */
async function deadLetterTopics(sql: Shop['sql'], brokers: string) {
  const letters = await sql<{ topic: string; n: number }>(
    'select topic, count(*)::int as n from dead_letters group by topic',
  )
  const wrong: string[] = []
  let count = 0
  for (const topic of allTopics) {
    const copies = new Set(
      (await readTopic(brokers, `${topic}.dlq`)).map(({ headers }) => headers.ce_deadletter),
    )
    const expected = letters.find((one) => one.topic === topic)?.n ?? 0
    count += expected
    if (copies.size !== expected)
      wrong.push(`${topic}.dlq has ${copies.size} dead letters, PostgreSQL ${expected}`)
  }
  return verdict('I16', 'the dead letter topics have the poison and nothing else', count, wrong)
}

type Message = { topic: string; key: string; id: string; sequence: number; status: string | undefined }
