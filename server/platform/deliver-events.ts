import type { ShopEvent } from '../../contracts/events.ts'
import { AppError } from '../errors.ts'
import { applyWithin } from './apply-events.ts'
import type { Consumer, ConsumerContext } from './consumer.ts'
import { buryEvent } from './dead-letter-queries.ts'
import { eventFigures } from './event-figures.ts'
import { forgetRetry, markApplied, notedFailure, type Pause } from './event-queries.ts'
import type { Pool, Tx } from './postgres.ts'

/**
 * Delivers to a consumer what `take` finds (in the transaction of the effect): all of it at once, or, where that
 * fails, event by event. A key whose event fails waits for its retry with all that comes after; other keys go on.
 * After `maxTries` the event becomes a dead letter, counts as applied for this consumer, and its key goes on.
 * @returns how many events were taken, and those that wait.
 * @throws when PostgreSQL is away: nothing is counted as a try then.
 */
export async function deliver(to: Recipient, take: (tx: Tx) => Promise<ShopEvent[]>): Promise<Delivery> {
  let events: ShopEvent[] = []
  try {
    await to.db.transaction(async (tx) => {
      events = await take(tx)
      await applyWithin(tx, to.consumer, events, to.context)
    }, to)
    figures(to).delivered(events.length)
    return { taken: events.length, waiting: [] }
  } catch (error) {
    if (isOutage(error) || events.length === 0) throw error
    return { taken: events.length, waiting: await deliverOneByOne(to, events) }
  }
}

/**
 * Delivers events that are in order per key one by one, and answers those that wait for a retry, or for the next start
 * when this process stops meanwhile: with a handler that hangs, a batch may take minutes.
 */
export async function deliverOneByOne(to: Recipient, events: ShopEvent[]): Promise<ShopEvent[]> {
  const waiting: ShopEvent[] = []
  const stuck = new Set<string>()
  for (const event of events) {
    if (!to.stop.aborted && !stuck.has(event.key) && (await delivered(to, event))) continue
    stuck.add(event.key)
    waiting.push(event)
  }
  return waiting
}

async function delivered(to: Recipient, event: ShopEvent): Promise<boolean> {
  const { db, consumer, context } = to
  try {
    await db.transaction(async (tx) => {
      await applyWithin(tx, consumer, [event], context)
      await forgetRetry(tx, consumer.name, event.key)
    }, to)
    figures(to).delivered(1)
    return true
  } catch (error) {
    if (isOutage(error)) throw error
    return fail(to, event, error)
  }
}

/** Counts the failure; true when it was the last one and the event is out of the way. */
async function fail(to: Recipient, event: ShopEvent, error: unknown) {
  const { db, consumer, context, maxTries, pause } = to
  const reason = reasonOf(error)
  const { tries, buried } = await db.transaction(async (tx) => {
    const tries = (await notedFailure(tx, consumer.name, event, reason, pause))?.tries ?? 0
    if (tries < maxTries) return { tries, buried: false }
    await markApplied(tx, consumer.name, [event.id])
    await buryEvent(tx, consumer.name, event, reason, tries)
    await forgetRetry(tx, consumer.name, event.key)
    return { tries, buried: true }
  })
  const { id: eventId, topic, key, requestId } = event
  const line = { err: error, consumer: consumer.name, eventId, topic, key, requestId, tries }
  figures(to).failed(buried)
  if (buried) context.log.error(line, 'an event became a dead letter')
  else context.log.warn(line, 'an event failed and waits for its retry')
  return buried
}

const figures = ({ consumer, context }: Recipient) => eventFigures(context.metrics, consumer.name)

export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, 1000) ||
  'It failed without a word'

const isOutage = (error: unknown) => error instanceof AppError && error.status === 503

/** The eighth failure is the last, after about half a minute. */
export const patience = { maxTries: 8, pause: { firstMs: 250, longestMs: 30_000 } }

export type Delivery = { taken: number; waiting: ShopEvent[] }

/** A consumer and what delivering to it takes. */
export type Recipient = {
  db: Pool
  consumer: Consumer
  context: ConsumerContext
  maxTries: number
  pause: Pause
  /** Whether what is undone by a crash of PostgreSQL is delivered again. */
  isRedone?: boolean
  /** Aborted when this process stops. */
  stop: AbortSignal
}
