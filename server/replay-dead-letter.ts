import type { ShopEvent } from '../contracts/events.ts'
import { consumers as allConsumers } from './consumers.ts'
import type { Context } from './context.ts'
import { conflict, notFound } from './errors.ts'
import { handleInTime } from './platform/apply-events.ts'
import type { Consumer, ConsumerContext } from './platform/consumer.ts'
import {
  type DeadLetterRow,
  lockedDeadLetter,
  notedFailedReplay,
  notedReplay,
} from './platform/dead-letter-queries.ts'
import { reasonOf } from './platform/deliver-events.ts'
import { idOrNotFound } from './platform/ids.ts'
import type { Tx } from './platform/postgres.ts'

/**
 * Gives a dead letter once more to the one consumer that gave it up; its effect and `replayedAt` commit together, so
 * that it takes effect once however many replay it at the same time.
 * @returns the dead letter as it is now.
 * @throws 404 when there is none, 409 when it has been replayed, its consumer is gone, or it failed again (the new
 * reason is kept).
 */
export async function replayDeadLetter(
  context: ReplayContext,
  id: string,
  consumers: readonly Consumer[] = allConsumers,
): Promise<DeadLetterRow> {
  idOrNotFound(id)
  let failure: { error: unknown } | undefined
  const replayed = await context.db
    .transaction(async (tx) => {
      const { payload, ...letter } = (await lockedDeadLetter(tx, id)) ?? missing()
      const consumer = recipientOf(letter, payload, consumers)
      await handleInTime(tx, consumer, [eventOf(letter, payload, tx)], context).catch((error) => {
        failure = { error }
        throw error
      })
      return (await notedReplay(tx, id)) as DeadLetterRow
    })
    .catch(async (error) => {
      if (!failure || failure.error !== error) throw error
      const reason = reasonOf(error)
      await context.db.transaction((tx) => notedFailedReplay(tx, id, reason))
      throw conflict(
        'replay_failed',
        `The consumer refused it again: ${reason}. Mend the cause, then replay it once more.`,
      )
    })
  context.mailsWritten.ring()
  return replayed
}

function recipientOf(letter: DeadLetterRow, payload: unknown, consumers: readonly Consumer[]) {
  if (letter.replayedAt)
    throw conflict('already_replayed', 'This event has been replayed already: there is nothing to do.')
  const consumer = consumers.find(({ name }) => name === letter.consumer)
  if (!consumer)
    throw conflict('consumer_gone', `This shop has no consumer called ${letter.consumer} any more.`)
  if (payload === null || letter.key === null || letter.sequence === null)
    throw conflict('not_an_event', 'This dead letter was no event that can be read: it cannot be replayed.')
  return consumer
}

/** The trace that it was written in is over: it goes on from whoever replays it. */
const eventOf = (letter: DeadLetterRow, payload: unknown, { traceparent }: Tx) => {
  const { eventId, topic, key, sequence, requestId } = letter
  return { id: eventId, topic, key, sequence, requestId, payload, traceparent } as ShopEvent
}

function missing(): never {
  throw notFound('There is no dead letter by that id.')
}

type ReplayContext = ConsumerContext & Pick<Context, 'db' | 'mailsWritten'>
