import type { EventDelivery, EventState } from '../../contracts/admin.ts'
import { consumers } from '../consumers.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import type { TimePosition } from '../platform/time-position.ts'
import { type DeliveryRow, deliveries } from './queries.ts'

/**
 * One page of dead letters and of what each consumer has yet to take from the outbox, the newest first.
 * @throws 400 for a cursor of another list.
 */
export async function listEvents(db: Db, asked: Asked) {
  const { consumer = null, state = null } = asked
  const after =
    asked.cursor === undefined
      ? null
      : (decodeCursor(asked.cursor, ['integer', 'id', 'text']) as [...TimePosition, string])
  const subscriptions = consumers.flatMap(({ name, topics }) =>
    topics.map((topic) => ({ consumer: name, topic })),
  )
  const found = await deliveries(db, subscriptions, { consumer, state }, after, asked.limit + 1)
  const { items, nextCursor } = page(found, asked.limit, (row) => [row.micros, row.id, row.consumer])
  return { items: items.map(delivery), nextCursor }
}

const delivery = ({ micros: _, at, replayedAt, ...row }: DeliveryRow): EventDelivery => ({
  ...row,
  at: at.toISOString(),
  replayedAt: replayedAt?.toISOString() ?? null,
})

type Asked = { limit: number; cursor?: string; consumer?: string; state?: EventState }
