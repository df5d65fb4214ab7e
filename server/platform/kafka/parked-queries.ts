import type { ShopEvent } from '../../../contracts/events.ts'
import { affected, rows, type Tx } from '../postgres.ts'

/** Which of these keys wait at a consumer: an earlier event of theirs is parked, or failed and is about to be. */
export const waitingKeys = async (tx: Tx, consumer: string, keys: string[]) => {
  const found = await rows<{ key: string }>(
    tx,
    `select k.key from unnest($2::uuid[]) as k (key)
     where exists (select 1 from event_retries r where r.consumer = $1 and r.key = k.key)
        or exists (select 1 from parked_events p where p.consumer = $1 and p.key = k.key
                   and not exists (select 1 from applied_events a where a.consumer = $1 and a.event_id = p.id))`,
    [consumer, keys],
  )
  return new Set(found.map(({ key }) => key))
}

/** Keeps events for later; one that is parked already stays as it is. */
export const parkedEvents = (tx: Tx, consumer: string, events: ShopEvent[]) =>
  affected(
    tx,
    `insert into parked_events (consumer, id, topic, key, sequence, payload, request_id, traceparent)
     select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::bigint[], $6::json[], $7::text[], $8::text[])
     on conflict do nothing`,
    [
      consumer,
      events.map(({ id }) => id),
      events.map(({ topic }) => topic),
      events.map(({ key }) => key),
      events.map(({ sequence }) => sequence),
      events.map(({ payload }) => JSON.stringify(payload)),
      events.map(({ requestId }) => requestId),
      events.map(({ traceparent }) => traceparent ?? null),
    ],
  )

/** Parked events that a consumer has not applied and whose key need not wait any longer, in order per key. */
export const parkedEventsDue = (tx: Tx, consumer: string, limit: number) =>
  rows<ShopEvent>(
    tx,
    `select p.id, p.topic, p.key, p.sequence, p.payload, p.request_id as "requestId", p.traceparent
     from parked_events p left join event_retries r on r.consumer = p.consumer and r.key = p.key
     where p.consumer = $1 and (r.next_try_at is null or r.next_try_at <= clock_timestamp())
       and not exists (select 1 from applied_events a where a.consumer = $1 and a.event_id = p.id)
     order by p.key, p.sequence, p.topic limit $2`,
    [consumer, limit],
  )

/** Deletes what a consumer has applied of its parked events. */
export const deletedParked = (tx: Tx, consumer: string) =>
  affected(
    tx,
    `delete from parked_events p where p.consumer = $1
       and exists (select 1 from applied_events a where a.consumer = $1 and a.event_id = p.id)`,
    [consumer],
  )
