import { topics } from '../../../contracts/events.ts'
import type { Context } from '../../context.ts'
import { startLoop } from '../loop.ts'
import { takeTurns } from '../make-way.ts'
import { counter, gauge } from '../metrics.ts'
import { firstKey } from '../outbox.ts'
import { cloudEvent, type OutgoingEvent } from './cloud-event.ts'
import { deadLetterCopy } from './dead-letter-copy.ts'
import { kafkaAddress } from './kafka-address.ts'
import { deletedEvents, notedCopies, outgoingEvents, uncopiedDeadLetters } from './outbox-queries.ts'
import { createPublisher } from './publisher.ts'
import { openShardSession, type ShardSession } from './shards.ts'

/**
 * Sends what waits in the outbox to Kafka and deletes it once Kafka has it. Several may run: each owns some shards of
 * the keys. That only spares double work. What is sent twice, by whoever, consumers apply once; and since a row
 * stays until it is acknowledged and all rows of a key go out in order, no event is ever in the topic before an earlier
 * one of its key.
 */
export function startRelayToKafka(context: RelayContext): { close(): Promise<void> } {
  const { config, db, log, metrics } = context
  const publisher = createPublisher(kafkaAddress(config))
  const sent = counter(metrics, 'tradewind_relay_events_total', 'Events that Kafka has taken')
  const batches = counter(metrics, 'tradewind_relay_batches_total', 'Batches of events that Kafka has taken')
  let session: ShardSession | undefined
  let shards: number[] = []
  let balanceAt = 0
  let fromKey = firstKey
  let allAt = 0
  gauge(metrics, 'tradewind_relay_shards', 'Shards of the outbox that this process owns', () => shards.length)

  const relay = startLoop({
    name: 'the relay to Kafka',
    log,
    before: takeTurns(context.requests, gatherMs),
    work,
  })
  const silence = context.eventsWritten.onRing(relay.wake)
  return {
    close: async () => {
      silence()
      await relay.close()
      await leave()
      await publisher.close()
    },
  }

  async function work() {
    try {
      session ??= await openShardSession(config.databaseUrl as string, `tradewind ${config.nodeName} relay`)
      return await relayBatch(session)
    } catch (error) {
      await leave()
      throw error
    }
  }

  async function relayBatch(owner: ShardSession): Promise<number> {
    if (performance.now() >= balanceAt) {
      shards = await owner.balance()
      balanceAt = performance.now() + balanceMs
    }
    const readAt = performance.now()
    const found = await waitingEvents(owner, readAt)
    const batch = upTo(maxBytes, found)
    const last = batch.at(-1)
    if (last) {
      // Who stood still meanwhile may own nothing any more: look again instead.
      if (performance.now() - readAt > staleMs) return 0
      const sending = publisher.send(batch.map((event) => cloudEvent(event, config.publicUrl)))
      const held = await owner.holdDuring(sending)
      await sending
      const ids = batch.map(({ id }) => id)
      await db.transaction((tx) => deletedEvents(tx, ids), { isRedone: true })
      fromKey = last.key
      sent.inc(batch.length)
      batches.inc()
      if (!held) throw new Error('The connection that holds the shards was lost')
    }
    if (shards.includes(0)) await copyDeadLetters()
    return batch.length < found.length || found.length === batchSize ? 0 : lookMs
  }

  /**
   * From the last key on, where what is new mostly is; and as often as that takes a tenth of the time, from the first: a
   * row may become visible after one that was written later, and old keys have new events. So what has left, and is not
   * cleared away yet because of a long transaction, is not passed over each time.
   */
  async function waitingEvents(owner: ShardSession, now: number) {
    if (shards.length === 0) return []
    const all = now >= allAt
    const found = await outgoingEvents(owner, shards, all ? firstKey : fromKey, batchSize)
    if (all) allAt = now + Math.min(mostMs, Math.max(lookMs, 10 * (performance.now() - now)))
    return found
  }

  async function copyDeadLetters() {
    const letters = await uncopiedDeadLetters(db, topics, batchSize)
    if (letters.length === 0) return
    await publisher.send(letters.map((letter) => deadLetterCopy(letter, config.publicUrl)))
    await db.transaction((tx) =>
      notedCopies(
        tx,
        letters.map(({ id }) => id),
      ),
    )
  }

  async function leave() {
    const left = session
    session = undefined
    shards = []
    balanceAt = 0
    fromKey = firstKey
    allAt = 0
    await left?.close().catch(() => {})
  }
}

/** The first of them that together are not too long for one request; at least one. */
function upTo(bytes: number, events: OutgoingEvent[]) {
  let sum = 0
  const end = events.findIndex(({ payload }) => {
    sum += payload.length
    return sum > bytes
  })
  return end < 0 ? events : events.slice(0, Math.max(1, end))
}

const batchSize = 500
const maxBytes = 500_000
const lookMs = 200
const mostMs = 4_000
const balanceMs = 1_000
const staleMs = 2_000
/** For how long events gather while many requests are under way here: the connection that holds the shards is ended after 5 s of silence. */
const gatherMs = 1_000

type RelayContext = Pick<Context, 'config' | 'db' | 'log' | 'metrics' | 'requests' | 'eventsWritten'>
