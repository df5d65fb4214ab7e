import type { EventState } from '../../contracts/admin.ts'
import { type Db, rows } from '../platform/postgres.ts'
import { micros, moment, type TimePosition } from '../platform/time-position.ts'

/** Accounts, the newest first, with what the statistics count for each. `pattern` is matched against name and address. */
export const accounts = (db: Db, pattern: string | null, after: TimePosition | null, limit: number) =>
  rows<AccountRow>(
    db,
    `select u.id, u.name, u.email, u.role, u.created_at as "createdAt", ${micros('u.created_at')} as micros,
            coalesce(c.orders, 0) as orders, coalesce(c.revenue_minor, 0) as "revenueMinor"
     from users u left join stats_customers c on c.user_id = u.id
     where ($1::text is null or lower(u.name) || ' ' || u.email_key like $1)
       and ($2::bigint is null or (u.created_at, u.id) < (${moment('$2')}, $3::uuid))
     order by u.created_at desc, u.id desc limit $4`,
    [pattern, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

/** What was done, the newest first. An action of one word takes all actions of that kind of thing. */
export const auditEntries = (db: Db, filter: AuditFilter, after: TimePosition | null, limit: number) =>
  rows<AuditRow>(
    db,
    `select a.id, a.at, ${micros('a.at')} as micros, a.action, a.actor_id as "actorId", u.name as "actorName",
            a.subject_id as "subjectId", a.detail, a.request_id as "requestId"
     from audit_log a left join users u on u.id = a.actor_id
     where ($1::text is null or a.action = $1 or split_part(a.action, '.', 1) = $1)
       and ($2::uuid is null or a.actor_id = $2) and ($3::uuid is null or a.subject_id = $3)
       and ($4::bigint is null or (a.at, a.id) < (${moment('$4')}, $5::uuid))
     order by a.at desc, a.id desc limit $6`,
    [filter.action, filter.actor, filter.subject, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

/**
 * What consumers have given up (dead letters), and what each has yet to take of the outbox or, behind Kafka, of what is
 * parked for it, the newest first.
 * `subscriptions[i]` says that its consumer takes its topic.
 */
export const deliveries = (
  db: Db,
  subscriptions: { consumer: string; topic: string }[],
  filter: { consumer: string | null; state: EventState | null },
  after: [...TimePosition, consumer: string] | null,
  limit: number,
) =>
  rows<DeliveryRow>(
    db,
    `select *, ${micros('at')} as micros from (
       select id, case when replayed_at is null then 'dead' else 'replayed' end as state, consumer, event_id as "eventId",
              topic, key, sequence, coalesce(payload, to_json(raw)) as payload, tries, reason, failed_at as at,
              replayed_at as "replayedAt", request_id as "requestId"
       from dead_letters
       union all
       select o.id, case when r.event_id is null then 'waiting' else 'retrying' end, s.consumer, o.id,
              o.topic, o.key, o.sequence, o.payload, coalesce(r.tries, 0), r.reason, o.created_at, null, o.request_id
       from outbox o join unnest($1::text[], $2::text[]) as s (consumer, topic) on s.topic = o.topic
       left join event_retries r on r.consumer = s.consumer and r.event_id = o.id
       where not exists (select 1 from applied_events a where a.consumer = s.consumer and a.event_id = o.id)
       union all
       select p.id, case when r.event_id is null then 'waiting' else 'retrying' end, p.consumer, p.id,
              p.topic, p.key, p.sequence, p.payload, coalesce(r.tries, 0), r.reason, p.parked_at, null, p.request_id
       from parked_events p left join event_retries r on r.consumer = p.consumer and r.event_id = p.id
       where not exists (select 1 from applied_events a where a.consumer = p.consumer and a.event_id = p.id)
     ) d
     where ($3::text is null or consumer = $3) and ($4::text is null or state = $4)
       and ($5::bigint is null or (at, id, consumer) < (${moment('$5')}, $6::uuid, $7::text))
     order by at desc, id desc, consumer desc limit $8`,
    [
      subscriptions.map(({ consumer }) => consumer),
      subscriptions.map(({ topic }) => topic),
      filter.consumer,
      filter.state,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
  )

type AccountRow = {
  id: string
  name: string
  email: string
  role: 'customer' | 'admin'
  createdAt: Date
  micros: number
  orders: number
  revenueMinor: number
}
type AuditFilter = { action: string | null; actor: string | null; subject: string | null }
type AuditRow = {
  id: string
  at: Date
  micros: number
  action: string
  actorId: string | null
  actorName: string | null
  subjectId: string | null
  detail: Record<string, unknown>
  requestId: string | null
}
export type DeliveryRow = {
  id: string
  state: EventState
  consumer: string
  eventId: string
  topic: string
  key: string | null
  sequence: number | null
  payload: unknown
  tries: number
  reason: string | null
  at: Date
  replayedAt: Date | null
  requestId: string | null
  micros: number
}
