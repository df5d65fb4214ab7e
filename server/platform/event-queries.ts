import type { ShopEvent } from '../../contracts/events.ts'
import type { Consumer } from './consumer.ts'
import { affected, row, rows, type Tx } from './postgres.ts'

/** Notes events as applied by a consumer and answers which were not before. Waits for whoever applies one right now. */
export const markApplied = async (tx: Tx, consumer: string, eventIds: string[]) => {
  const fresh = await rows<{ event_id: string }>(
    tx,
    `insert into applied_events (consumer, event_id) select $1, id from unnest($2::uuid[]) as e (id) order by id
     on conflict do nothing returning event_id`,
    [consumer, eventIds],
  )
  return fresh.map((one) => one.event_id)
}

/** Whether this transaction is now the only one that relays to the consumer. */
export const lockedRelay = async (tx: Tx, consumer: string) => {
  const lock = await row<{ locked: boolean }>(
    tx,
    'select pg_try_advisory_xact_lock(7217002, hashtext($1)) as locked',
    [consumer],
  )
  return lock?.locked === true
}

/** The key so many rows of the outbox behind all of this one; undefined where there are not as many. */
export const keyAhead = async (tx: Tx, fromKey: string, distance: number) =>
  (await row<{ key: string | null }>(tx, 'select outbox_key_ahead($1, $2) as key', [fromKey, distance]))
    ?.key ?? undefined

/**
 * What a consumer has not applied, from one key to another or the last, in order per key, without the keys that wait for a
 * retry. It looks at every row there, whenever written: one may become visible after another that was written later.
 */
export const newEvents = (
  tx: Tx,
  consumer: Consumer,
  { fromKey, toKey, limit }: { fromKey: string; toKey: string | undefined; limit: number },
) =>
  rows<ShopEvent>(
    tx,
    `select ${eventColumns} from new_events($1, $2, $3, $4, $5) o order by o.key, o.sequence`,
    [consumer.name, consumer.topics, fromKey, limit, toKey],
  )

/** What a consumer has not applied of the keys whose retry is due, in order per key. */
export const eventsToRetry = (tx: Tx, consumer: Consumer, limit: number) =>
  rows<ShopEvent>(
    tx,
    `select ${eventColumns} from outbox o join event_retries r on r.consumer = $1 and r.key = o.key
     where o.topic = any($2::text[]) and r.next_try_at <= clock_timestamp()
       and not exists (select 1 from applied_events a where a.consumer = $1 and a.event_id = o.id)
     order by o.key, o.sequence limit $3`,
    [consumer.name, consumer.topics, limit],
  )

/** Counts a failed try of an event and lets its key wait; undefined when it was applied meanwhile, or is waiting already. */
export const notedFailure = (tx: Tx, consumer: string, event: ShopEvent, reason: string, pause: Pause) =>
  row<{ tries: number }>(
    tx,
    `insert into event_retries as r (consumer, key, event_id, tries, next_try_at, reason)
     select $1, $2, $3, 1, clock_timestamp() + $5::float8 * (0.5 + random() / 2) * interval '1 ms', $4
     where not exists (select 1 from applied_events where consumer = $1 and event_id = $3)
     on conflict (consumer, key) do update set
       tries = case when r.event_id = excluded.event_id then r.tries + 1 else 1 end,
       next_try_at = clock_timestamp() + (0.5 + random() / 2) * interval '1 ms'
         * least($6::float8, $5::float8 * 2 ^ case when r.event_id = excluded.event_id then r.tries else 0 end),
       event_id = excluded.event_id, reason = excluded.reason
     where r.event_id <> excluded.event_id or r.next_try_at <= clock_timestamp()
     returning tries`,
    [consumer, event.key, event.id, reason, pause.firstMs, pause.longestMs],
  )

export const forgetRetry = (tx: Tx, consumer: string, key: string) =>
  affected(tx, 'delete from event_retries where consumer = $1 and key = $2', [consumer, key])

/**
 * Of the outbox from one key to another or the last, deletes what all of its topic's consumers have applied, and answers how
 * much that was. `consumers[i]` takes `topics[i]`.
 * A count is asked for each row alone; for `exists` PostgreSQL may read all that was applied in two weeks, to look these up in that.
 */
export const sweptEvents = (
  tx: Tx,
  consumers: string[],
  topics: string[],
  { fromKey, toKey }: { fromKey: string; toKey: string | undefined },
) =>
  affected(
    tx,
    `delete from outbox where id = any(array(
       select o.id from outbox o where o.key >= $3 and o.key <= coalesce($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
         and not exists (
           select 1 from unnest($1::text[], $2::text[]) as s (consumer, topic)
           where s.topic = o.topic
             and (select count(*) from applied_events a where a.consumer = s.consumer and a.event_id = o.id) = 0)
       order by o.key, o.sequence))`,
    [consumers, topics, fromKey, toKey],
  )

export const eventsWait = async (tx: Tx) =>
  (await row<{ wait: boolean }>(tx, 'select exists (select 1 from outbox) as wait'))?.wait === true

/** Deletes a bounded share of the notes of applied events that are older than so many days. */
export const deletedOldApplied = (tx: Tx, days: number, limit: number) =>
  affected(
    tx,
    `delete from applied_events where (consumer, event_id) in (
       select consumer, event_id from applied_events where applied_at < now() - $1 * interval '1 day' limit $2)`,
    [days, limit],
  )

const eventColumns = 'o.id, o.topic, o.key, o.sequence, o.payload, o.request_id as "requestId", o.traceparent'

/** The pause after the first failure, doubled after each further one up to the longest, and shortened by up to a half. */
export type Pause = { firstMs: number; longestMs: number }
