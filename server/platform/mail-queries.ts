import type { MailKind } from '../../contracts/mails.ts'
import type { Pause } from './event-queries.ts'
import { affected, rows, type Tx } from './postgres.ts'

const due = (expires: 'null' | 'not null') => `
  select q.id from mails q
  where q.status = 'queued' and q.expires_at is ${expires} and q.next_try_at <= clock_timestamp()
    and (q.leased_until is null or q.leased_until <= clock_timestamp())
    and (q.expires_at is null or q.expires_at > clock_timestamp())
    and (q.after_id is null or exists (select 1 from mails p where p.id = q.after_id and p.status = 'sent'))
  order by q.next_try_at limit $1 for update skip locked`

/** Why a lease ended that nobody ended: so a mail that ends whoever sends it counts as one that fails. */
const orItsSenderEnded = `coalesce(m.last_error, 'The process that was sending it ended')`

/**
 * Leases mails that are due, those first that expire (codes: somebody waits for one), so that no other sender takes them while
 * the lease lasts. `tries` tells this lease from every other. A mail that follows another is not due before that one has gone.
 */
export const leasedMails = (tx: Tx, limit: number, leaseMs: number) =>
  rows<QueuedMail>(
    tx,
    `with expiring as (${due('not null')}),
     lasting as (${due('null')}),
     due as (select id from expiring union all select id from lasting limit $1)
     update mails m set leased_until = clock_timestamp() + $2 * interval '1 ms', tries = m.tries + 1,
       last_error = case when m.leased_until is null then m.last_error else ${orItsSenderEnded} end
     from due where m.id = due.id
     returning m.id, m.message_id as "messageId", m.kind, m.recipient, m.payload, m.sealed, m.tries,
               m.request_id as "requestId", m.traceparent, m.created_at as "createdAt"`,
    [limit, leaseMs],
  )

/** Ends every lease: for a start that knows of no other sender, so that mails need not outwait one that was killed. */
export const endedLeases = (tx: Tx) =>
  affected(
    tx,
    `update mails m set leased_until = null, last_error = ${orItsSenderEnded}
     where status = 'queued' and leased_until is not null`,
  )

/**
 * Makes the leases of mails that are under way last anew, where they are still ours; notes of mails that have gone that they
 * have, whoever holds their leases by now, and erases their codes. Answers those of which that was true and new, a mail
 * that has gone with how long it took.
 */
export const notedMails = (tx: Tx, notes: Note[], leaseMs: number) =>
  rows<{ id: string; delaySeconds: number | null }>(
    tx,
    `update mails m set
       leased_until = case when not n.gone then clock_timestamp() + $4 * interval '1 ms' end,
       status = case when n.gone then 'sent' else m.status end,
       sent_at = case when n.gone then clock_timestamp() end,
       sealed = case when not n.gone then m.sealed end,
       last_error = case when not n.gone then m.last_error end
     from unnest($1::uuid[], $2::int[], $3::bool[]) as n (id, tries, gone)
     where m.id = n.id and case when n.gone then m.status <> 'sent' else m.tries = n.tries and m.status = 'queued' end
     returning m.id, extract(epoch from m.sent_at - m.created_at)::float8 as "delaySeconds"`,
    [notes.map(({ id }) => id), notes.map(({ tries }) => tries), notes.map(({ gone }) => gone), leaseMs],
  )

export const notedRefused = (tx: Tx, { id, tries }: Lease, reason: string) =>
  affected(
    tx,
    `update mails set status = 'failed', sealed = null, leased_until = null, last_error = $3
     where id = $1 and tries = $2 and status = 'queued'`,
    [id, tries, reason],
  )

/** Ends the lease; the next try comes after a pause that doubles up to the longest and is shortened by up to a half. */
export const postponed = (tx: Tx, { id, tries }: Lease, reason: string, pause: Pause) =>
  affected(
    tx,
    `update mails set leased_until = null, last_error = $3, next_try_at = clock_timestamp()
       + least($5::float8, $4::float8 * 2 ^ least(tries - 1, 30)) * (0.5 + random() / 2) * interval '1 ms'
     where id = $1 and tries = $2 and status = 'queued'`,
    [id, tries, reason, pause.firstMs, pause.longestMs],
  )

/**
 * Gives up mails that are of no use any more: expired codes, what a day and a hundred tries could not deliver, and
 * what would follow a mail that was given up. Each is found by an index of its own, however many wait:
 * asked for in other words than that of all that is queued has, so that PostgreSQL does not go through that one.
 */
export const givenUpMails = (tx: Tx) =>
  rows<{ id: string; kind: MailKind; reason: string; requestId: string | null }>(
    tx,
    `update mails m set status = 'failed', sealed = null, leased_until = null, last_error = case
         when m.expires_at <= clock_timestamp() then 'It expired before it could be sent'
         when exists (select 1 from mails p where p.id = m.after_id and p.status = 'failed') then 'The mail that it follows could not be delivered'
         else 'It could not be delivered for a day: ' || coalesce(m.last_error, '') end
     where m.status not in ('sent', 'failed') and (m.leased_until is null or m.leased_until <= clock_timestamp())
       and m.id = any(array(
         select id from mails where status = 'queued' and expires_at is not null and expires_at <= clock_timestamp()
         union all
         select id from mails where status = 'queued' and last_error is not null and tries >= 100
           and created_at < clock_timestamp() - interval '1 day'
         union all
         select f.id from mails f join mails p on p.id = f.after_id
         where f.status = 'queued' and f.after_id is not null and p.status = 'failed'))
     returning id, kind, last_error as reason, request_id as "requestId"`,
  )

export type Lease = { id: string; tries: number }

/** Of a mail that is about to go, or has gone. */
export type Note = Lease & { gone: boolean }

export type QueuedMail = Lease & {
  messageId: string
  kind: MailKind
  recipient: string
  payload: unknown
  sealed: Buffer | null
  requestId: string | null
  traceparent: string | null
  createdAt: Date
}
