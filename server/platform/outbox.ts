import type { EventPayloads, Topic } from '../../contracts/events.ts'
import { newId } from './ids.ts'
import { rows, type Tx } from './postgres.ts'

/**
 * Writes events in the transaction of what they tell about: they exist if and only if it commits. The caller holds
 * the lock of the thing that `key` names, so that `sequence` (its version) rises by commits.
 * After the commit, ring `context.eventsWritten`. An event of a transaction that serves several requests names its own trace.
 */
export async function appendEvents<T extends Topic>(tx: Tx, events: NewEvent<T>[]): Promise<void> {
  await rows(
    tx,
    `insert into outbox (id, topic, key, sequence, payload, request_id, traceparent)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::json[], $6::text[], $7::text[])`,
    [
      events.map(() => newId()),
      events.map((event) => event.topic),
      events.map((event) => event.key),
      events.map((event) => event.sequence),
      events.map((event) => JSON.stringify(event.payload)),
      events.map((event) => event.requestId),
      events.map((event) => event.traceparent ?? tx.traceparent ?? null),
    ],
  )
}

/** Before every key: from here on is all that waits. */
export const firstKey = '00000000-0000-0000-0000-000000000000'

export type NewEvent<T extends Topic> = {
  topic: T
  key: string
  sequence: number
  payload: EventPayloads[T]
  requestId: string | null
  traceparent?: string | null | undefined
}
