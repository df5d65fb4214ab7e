import type { ShopEvent } from '../../contracts/events.ts'
import { isId, newId } from './ids.ts'
import { affected, type Db, row, rows, type Tx } from './postgres.ts'

export const buryEvent = (tx: Tx, consumer: string, event: ShopEvent, reason: string, tries: number) =>
  affected(
    tx,
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, request_id, reason, tries)
     values ($1, $2, $3, $4, $5, $6, $7::json, $8, $9, $10) on conflict (consumer, event_id) do nothing`,
    [
      newId(),
      consumer,
      event.id,
      event.topic,
      event.key,
      event.sequence,
      JSON.stringify(event.payload),
      event.requestId,
      reason,
      tries,
    ],
  )

/** A message that is no event, as it came; 0 when it is a dead letter already. */
export const buryMessage = (tx: Tx, consumer: string, letter: UnreadableMessage) =>
  affected(
    tx,
    `insert into dead_letters (id, consumer, event_id, topic, key, raw, reason, tries)
     values ($1, $2, $3, $4, $5, $6, $7, 1) on conflict (consumer, event_id) do nothing`,
    [
      newId(),
      consumer,
      letter.eventId,
      letter.topic,
      letter.key !== undefined && isId(letter.key) ? letter.key : null,
      letter.raw.replaceAll('\0', '').slice(0, 100_000),
      letter.reason,
    ],
  )

/** All that have not been replayed, oldest first: the order in which to replay them. */
export const waitingDeadLetters = (db: Db) =>
  rows<DeadLetterRow>(
    db,
    `select ${columns} from dead_letters where replayed_at is null order by failed_at, id`,
  )

export const lockedDeadLetter = (tx: Tx, id: string) =>
  row<DeadLetterRow & { payload: unknown }>(
    tx,
    `select ${columns}, payload from dead_letters where id = $1 for update`,
    [id],
  )

export const notedReplay = (tx: Tx, id: string) =>
  row<DeadLetterRow>(
    tx,
    `update dead_letters set replayed_at = clock_timestamp(), tries = tries + 1 where id = $1 returning ${columns}`,
    [id],
  )

export const notedFailedReplay = (tx: Tx, id: string, reason: string) =>
  affected(
    tx,
    'update dead_letters set tries = tries + 1, reason = $2 where id = $1 and replayed_at is null',
    [id, reason],
  )

const columns = `id, consumer, event_id as "eventId", topic, key, sequence, request_id as "requestId", reason, tries,
  failed_at as "failedAt", replayed_at as "replayedAt"`

type UnreadableMessage = {
  eventId: string
  topic: string
  key: string | undefined
  raw: string
  reason: string
}

export type DeadLetterRow = {
  id: string
  consumer: string
  eventId: string
  topic: string
  key: string | null
  sequence: number | null
  requestId: string | null
  reason: string
  tries: number
  failedAt: Date
  replayedAt: Date | null
}
