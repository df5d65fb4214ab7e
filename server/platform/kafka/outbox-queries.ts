import { affected, type Db, rows, type Tx } from '../postgres.ts'
import type { OutgoingEvent } from './cloud-event.ts'
import { shardCount } from './shards.ts'

/** What waits in the outbox of these shards, from a key on, in order per key: all of a key or none of it. */
export const outgoingEvents = (db: Db, shards: number[], fromKey: string, limit: number) =>
  rows<OutgoingEvent>(
    db,
    `select id, topic, key, sequence, payload::text, request_id as "requestId", traceparent, created_at as "createdAt"
     from outbox where key >= $2 and get_byte(uuid_send(key), 15) % ${shardCount} = any($1::int[])
     order by key, sequence, topic limit $3`,
    [shards, fromKey, limit],
  )

export const deletedEvents = (tx: Tx, ids: string[]) =>
  affected(tx, 'delete from outbox where id = any($1::uuid[])', [ids])

/** Dead letters of these topics that have not been copied yet, the oldest first. */
export const uncopiedDeadLetters = (db: Db, topics: readonly string[], limit: number) =>
  rows<UncopiedLetter>(
    db,
    `select id, consumer, event_id as "eventId", topic, key, sequence, payload, raw, request_id as "requestId", reason, tries,
            failed_at as "failedAt"
     from dead_letters where copied_at is null and topic = any($1::text[]) order by failed_at, id limit $2`,
    [topics, limit],
  )

export const notedCopies = (tx: Tx, ids: string[]) =>
  affected(tx, 'update dead_letters set copied_at = clock_timestamp() where id = any($1::uuid[])', [ids])

export type UncopiedLetter = {
  id: string
  consumer: string
  eventId: string
  topic: string
  key: string | null
  sequence: number | null
  payload: unknown
  raw: string | null
  requestId: string | null
  reason: string
  tries: number
  failedAt: Date
}
