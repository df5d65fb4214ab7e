import { setTimeout as sleep } from 'node:timers/promises'
import { v5 } from 'uuid'
import type { ShopEvent } from '../../../contracts/events.ts'
import type { Context } from '../../context.ts'
import type { Consumer, ConsumerContext } from '../consumer.ts'
import { buryMessage } from '../dead-letter-queries.ts'
import { deliver, deliverOneByOne, patience, type Recipient, reasonOf } from '../deliver-events.ts'
import { eventFigures } from '../event-figures.ts'
import { startLoop } from '../loop.ts'
import { takeTurns } from '../make-way.ts'
import { eventOf } from './cloud-event.ts'
import { kafkaAddress } from './kafka-address.ts'
import type { KafkaMessage } from './messages.ts'
import { deletedParked, parkedEvents, parkedEventsDue, waitingKeys } from './parked-queries.ts'
import { batchSize, fetchWaitMs, subscribe } from './subscription.ts'

/**
 * Feeds a consumer from its topics, as one member of its group; any number of processes may. The group is told how far it
 * has come once every event of a batch has taken effect, is a dead letter, or is parked: kept in PostgreSQL, because
 * its key waits for a retry, so that no key holds up another and none is lost.
 */
export function consumeFromKafka(
  context: KafkaConsumerContext,
  consumer: Consumer,
  options: ConsumeOptions = {},
) {
  const { config, db, log, metrics, mailsWritten } = context
  const stop = new AbortController()
  eventFigures(metrics, consumer.name)
  const recipient: Recipient = { ...patience, ...options, db, consumer, context, stop: stop.signal }
  const retries = startLoop({
    name: `the retries of ${consumer.name}`,
    log,
    work: () => retryParked(recipient, mailsWritten),
  })
  const turns = takeTurns(context.requests)
  let wasSmall = true
  let endedAt = Number.NEGATIVE_INFINITY
  const subscription = subscribe({
    address: kafkaAddress(config),
    groupId: groupOf(config, consumer),
    topics: consumer.topics,
    log,
    handle: async (batch) => {
      const cameLate = performance.now() - endedAt > 2 * fetchWaitMs
      await turns(stop.signal, wasSmall || cameLate)
      wasSmall = batch.length < few
      await untilDone(recipient, async () => {
        const parked = await take(recipient, batch)
        if (parked > 0) retries.wake()
        if (parked < batch.length) mailsWritten.ring()
      })
      endedAt = performance.now()
    },
  })
  return {
    secondsSincePoll: subscription.secondsSincePoll,
    close: async () => {
      stop.abort()
      await subscription.close()
      await retries.close()
    },
  }
}

export const groupOf = ({ kafkaGroupPrefix }: Context['config'], { name }: Consumer) =>
  `${kafkaGroupPrefix}.${name}`

/** @returns how many events were parked. @throws when PostgreSQL is away: the batch is to be taken again. */
async function take(to: Recipient, batch: KafkaMessage[]): Promise<number> {
  const events = await readEvents(to, batch)
  let behind: ShopEvent[] = []
  const { waiting } = await deliver(to, async (tx) => {
    const stuck = await waitingKeys(tx, to.consumer.name, [...new Set(events.map(({ key }) => key))])
    behind = events.filter(({ key }) => stuck.has(key))
    return events.filter(({ key }) => !stuck.has(key))
  })
  const toPark = [...behind, ...waiting]
  if (toPark.length > 0) await to.db.transaction((tx) => parkedEvents(tx, to.consumer.name, toPark))
  return toPark.length
}

/** The events among the messages. What is none is a dead letter at once: nothing would come of trying it again. */
async function readEvents({ db, consumer, context }: Recipient, batch: KafkaMessage[]) {
  const events: ShopEvent[] = []
  for (const message of batch) {
    try {
      events.push(eventOf(message))
    } catch (error) {
      const { topic, partition, offset, timestamp, key, value } = message
      // Of a message without an id of its own, this one is the same each time it is read.
      const eventId = v5(`${topic}/${partition}/${offset}/${timestamp}`, v5.URL)
      const letter = { eventId, topic, key, raw: value ?? '', reason: reasonOf(error) }
      const isNew = await db.transaction((tx) => buryMessage(tx, consumer.name, letter))
      if (isNew === 0) continue
      eventFigures(context.metrics, consumer.name).failed(true)
      context.log.error(
        { err: error, consumer: consumer.name, eventId, topic, partition, offset: Number(offset) },
        'a message that is no event became a dead letter',
      )
    }
  }
  return events
}

/** Delivers the parked events whose time has come, and clears away those that are done with; answers when to look again. */
async function retryParked(to: Recipient, mailsWritten: Context['mailsWritten']): Promise<number> {
  const due = await to.db.transaction(async (tx) => {
    await deletedParked(tx, to.consumer.name)
    return parkedEventsDue(tx, to.consumer.name, batchSize)
  })
  if (due.length === 0) return lookMs
  const waiting = await deliverOneByOne(to, due)
  if (waiting.length === due.length) return lookMs
  mailsWritten.ring()
  return 0
}

/** Tries it again until it works, with a pause that grows to 2 s. @throws when the process stops meanwhile. */
async function untilDone({ consumer, context, stop }: Recipient, work: () => Promise<void>) {
  for (let failures = 0; ; failures++) {
    try {
      return await work()
    } catch (error) {
      if (stop.aborted) throw error
      if (failures === 0)
        context.log.warn(
          { err: error, consumer: consumer.name },
          'a batch of events waits until it can be delivered',
        )
      await sleep(Math.min(2_000, 50 * 2 ** failures), undefined, { signal: stop })
    }
  }
}

/**
 * What is taken at a time where a consumer keeps up: a batch may be smaller than it could be with thousands left to fetch. One that
 * had to be waited for tells so, too.
 */
const few = 50
const lookMs = 400

type KafkaConsumerContext = ConsumerContext & Pick<Context, 'db' | 'requests' | 'mailsWritten'>
export type ConsumeOptions = Partial<Pick<Recipient, 'maxTries' | 'pause'>>
