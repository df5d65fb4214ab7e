import type { ShopEvent } from '../../contracts/events.ts'
import type { Context } from '../context.ts'
import type { Consumer, ConsumerContext } from './consumer.ts'
import { deliver, deliverOneByOne, patience, type Recipient } from './deliver-events.ts'
import { eventFigures } from './event-figures.ts'
import {
  deletedOldApplied,
  eventsToRetry,
  eventsWait,
  keyAhead,
  lockedRelay,
  newEvents,
  sweptEvents,
} from './event-queries.ts'
import { type Loop, startLoop } from './loop.ts'
import { takeTurns } from './make-way.ts'
import { firstKey } from './outbox.ts'
import type { Tx } from './postgres.ts'

/**
 * Feeds the consumers from the outbox, in this process: at once when events were written here, and within 400 ms when
 * another process wrote them or a retry is due. Each consumer has a loop of its own, so that none waits for another;
 * any number of processes may run it on one database, one of them at a time works for a consumer. While
 * many requests are under way here, events gather for up to 5 s, and what has gathered is done in turns with them.
 */
export function startRelay(
  context: RelayContext,
  consumers: readonly Consumer[],
  options: RelayOptions = {},
): { close(): Promise<void> } {
  const { db, log } = context
  const stop = new AbortController()
  const loops = consumers.map((consumer) => {
    eventFigures(context.metrics, consumer.name)
    const recipient = { ...patience, ...options, db, ...redone, consumer, context, stop: stop.signal }
    const work = createRelay(recipient, context)
    const before = takeTurns(context.requests)
    return startLoop({ name: `the relay to ${consumer.name}`, log, before, work })
  })
  const wakeAll = () => {
    for (const loop of loops) loop.wake()
  }
  const sweeper = startLoop({
    name: 'the sweep of the outbox',
    log,
    before: takeTurns(context.requests),
    work: createSweep(context, consumers, wakeAll),
  })
  const silence = context.eventsWritten.onRing(wakeAll)
  return {
    close: async () => {
      silence()
      stop.abort()
      await Promise.all([sweeper, ...loops].map((loop: Loop) => loop.close()))
    },
  }
}

/**
 * Delivers one batch of new events and what is due for a retry; answers when to look again. It goes through the outbox by its
 * keys, so many rows a look: beside a backlog that is applied and not swept yet, a look at all would hold a processor for long.
 * From the first key it begins once it is through, and before that as often as to come back to what is new takes a tenth of
 * the time, at most every 2 s.
 */
function createRelay(recipient: Recipient, { mailsWritten }: RelayContext) {
  const { consumer } = recipient
  let fromKey = firstKey
  let begunAt = 0
  let isNew = false
  let allAt = 0

  return async function relay(): Promise<number> {
    if (performance.now() >= allAt) fromKey = firstKey
    const isFirst = fromKey === firstKey
    if (isFirst) [begunAt, isNew, allAt] = [performance.now(), false, Number.POSITIVE_INFINITY]
    let elsewhere = false
    let due: ShopEvent[] = []
    let lastKey: string | undefined
    let toKey: string | undefined
    const { taken, waiting } = await deliver(recipient, async (tx) => {
      elsewhere = !(await lockedRelay(tx, consumer.name))
      if (elsewhere) return []
      due = await eventsToRetry(tx, consumer, batchSize)
      toKey = await keyAhead(tx, fromKey, lookSize)
      const events = await newEvents(tx, consumer, { fromKey, toKey, limit: batchSize })
      lastKey = events.at(-1)?.key
      return events
    })
    if (elsewhere) return busyMs
    if (taken > 0 && !isNew) {
      isNew = true
      allAt = performance.now() + Math.max(allMs, 10 * (performance.now() - begunAt))
    }
    const nextKey = taken === batchSize ? lastKey : toKey
    fromKey = nextKey ?? firstKey
    const stillWaiting = due.length > 0 ? await deliverOneByOne(recipient, due) : []
    if (taken > waiting.length || due.length > stillWaiting.length) mailsWritten.ring()
    const isDone = !nextKey && (isFirst || !isNew) && due.length === stillWaiting.length
    return isDone ? Number.POSITIVE_INFINITY : 0
  }
}

/**
 * Clears away what is delivered and wakes the relays where something is left; answers when to look again. Relays go by the
 * keys, so what all have applied is mostly in front: a sweep ends where it finds none of that any more, and looks at all as often
 * as that takes a hundredth of the time. So a backlog is not gone through at every look.
 */
function createSweep({ db }: RelayContext, consumers: readonly Consumer[], wakeAll: () => void) {
  const subscriptions = consumers.flatMap(({ name, topics }) => topics.map((topic) => ({ name, topic })))
  const [names, topics] = [subscriptions.map(({ name }) => name), subscriptions.map(({ topic }) => topic)]
  let fromKey = firstKey
  let isOfAll = true
  let tookMs = 0
  let allAt = 0

  return async function sweep(): Promise<number> {
    const begun = performance.now()
    if (fromKey === firstKey) [isOfAll, tookMs] = [begun >= allAt, 0]
    const { left, nextKey } = await db.transaction(sweepFrom, { ...redone, isPlannedOnce: true })
    tookMs += performance.now() - begun
    fromKey = nextKey ?? firstKey
    if (nextKey) return 0
    if (isOfAll) allAt = performance.now() + 100 * tookMs
    if (left) wakeAll()
    return lookMs
  }

  /** `nextKey` is where there may be more that is delivered. */
  async function sweepFrom(tx: Tx): Promise<{ left: boolean; nextKey?: string }> {
    if (!(await eventsWait(tx))) return { left: false }
    if (!(await lockedRelay(tx, 'sweep'))) return { left: true }
    const toKey = await keyAhead(tx, fromKey, sweepSize)
    const deleted = await sweptEvents(tx, names, topics, { fromKey, toKey })
    if (toKey && (isOfAll || deleted > 0)) return { left: true, nextKey: toKey }
    await deletedOldApplied(tx, appliedKeptDays, 1000)
    return { left: await eventsWait(tx) }
  }
}

const batchSize = 200
/** How many rows a look passes over at most, to find as many: some ms. */
const lookSize = 2_000
const sweepSize = 1_000
/**
 * What a crash of PostgreSQL undoes of a consumer's work is still in the outbox, since the log of changes is kept up to some
 * point and never with gaps: a row that has left it was applied before. Nothing goes out because of it earlier: a mail's
 * lease waits for the disk.
 */
const redone = { isRedone: true }
/** When to ask again while another process works for the same consumer: it may have looked just before our commit. */
const busyMs = 50
const lookMs = 400
/** With many waiting, when to look again at the earliest for what became visible behind the keys that were passed. */
const allMs = 2_000
/** Twice the seven days that a Kafka topic keeps events by default: a consumer rewound to its start repeats none. */
export const appliedKeptDays = 14

type RelayContext = ConsumerContext & Pick<Context, 'db' | 'requests' | 'eventsWritten' | 'mailsWritten'>
/** After how many tries an event becomes a dead letter (8: about half a minute), and the pauses between them. */
export type RelayOptions = Partial<Pick<Recipient, 'maxTries' | 'pause'>>
