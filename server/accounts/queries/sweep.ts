import { affected, type Tx } from '../../platform/postgres.ts'

// At most 1,000 rows at a time, so that a sweep never holds much. A day is the longest that any limit looks back.

export const sweptRegistrations = (tx: Tx) =>
  affected(
    tx,
    `delete from registrations where id in (
       select id from registrations where created_at < now() - interval '25 hours' limit 1000)`,
  )

export const sweptCodeMails = (tx: Tx) =>
  affected(
    tx,
    `delete from code_mails where id in (
       select id from code_mails where sent_at < now() - interval '25 hours' limit 1000)`,
  )

export const sweptResets = (tx: Tx) =>
  affected(
    tx,
    `delete from password_resets where id in (
       select id from password_resets where created_at < now() - interval '1 day' limit 1000)`,
  )

/** A revocation outlives every access token that it refuses. */
export const sweptRevocations = (tx: Tx) =>
  affected(
    tx,
    `delete from revocations where ctid in (
       select ctid from revocations where created_at < now() - interval '1 hour' limit 1000)`,
  )

/** No access token of a session that ended an hour ago is good any more. */
export const sweptSessions = (tx: Tx) =>
  affected(
    tx,
    `delete from sessions where id in (
       select id from sessions
       where expires_at < now() - interval '1 hour' or ended_at < now() - interval '1 hour' limit 1000)`,
  )
