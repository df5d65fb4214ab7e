import type { Role } from '../../../contracts/accounts.ts'
import { type Db, row, rows, type Tx } from '../../platform/postgres.ts'

// Whoever locks a user and their sessions takes the user first, then the sessions in the order of their ids.
const columns =
  'id, user_id, generation, epoch, (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms'

export const insertedSession = (tx: Tx, session: { id: string; userId: string; userAgent: string }) =>
  row<OpenSession>(
    tx,
    `insert into sessions (id, user_id, user_agent, expires_at) values ($1, $2, $3, now() + interval '30 days')
     returning ${columns}`,
    [session.id, session.userId, session.userAgent],
  )

/** The session one generation on, or undefined when `generation` is not the live one: of parallel calls one wins (I20). */
export const rotatedSession = (tx: Tx, id: string, generation: number) =>
  row<OpenSession>(
    tx,
    `update sessions set generation = generation + 1, rotated_at = now(), last_used_at = now(),
       expires_at = now() + interval '30 days'
     where id = $1 and generation = $2 and ended_at is null and expires_at > now()
     returning ${columns}`,
    [id, generation],
  )

/** A session that stands, locked, and whether it was rotated less than 10 s ago. */
export const lockedSession = (tx: Tx, id: string) =>
  row<OpenSession & { just_rotated: boolean }>(
    tx,
    `select ${columns}, rotated_at > clock_timestamp() - interval '10 seconds' as just_rotated
     from sessions where id = $1 and ended_at is null and expires_at > now() for update`,
    [id],
  )

/** The role in a snapshot taken after the session's row was locked: a role that changed while we waited is seen. */
export const roleOf = (tx: Tx, userId: string) =>
  row<{ role: Role }>(tx, 'select role from users where id = $1', [userId])

/** Ends a session that stands, whose ever it is, or only if it is this user's; no row when there is none. */
export const endedSession = (tx: Tx, id: string, userId: string | null = null) =>
  rows<RevokedRow>(
    tx,
    `with ended as (
       update sessions set ended_at = now()
       where id = $1 and ($2::uuid is null or user_id = $2) and ended_at is null returning id, epoch
     )
     insert into revocations (session_id, through_epoch) select id, epoch from ended
     returning session_id, through_epoch`,
    [id, userId],
  )

/** Ends every session of a user, but for one to keep. */
export const endedSessionsOf = (tx: Tx, userId: string, keptId: string | null) =>
  rows<RevokedRow>(
    tx,
    `with standing as (
       select id from sessions where user_id = $1 and ended_at is null and id is distinct from $2::uuid
       order by id for update
     ), ended as (
       update sessions s set ended_at = now() from standing where s.id = standing.id returning s.id, s.epoch
     )
     insert into revocations (session_id, through_epoch) select id, epoch from ended
     returning session_id, through_epoch`,
    [userId, keptId],
  )

/** Revokes the access tokens of a user's sessions, which live on: the next refresh gives tokens of the next epoch. */
export const advancedEpochsOf = (tx: Tx, userId: string) =>
  rows<RevokedRow>(
    tx,
    `with standing as (
       select id from sessions where user_id = $1 and ended_at is null order by id for update
     ), advanced as (
       update sessions s set epoch = s.epoch + 1 from standing where s.id = standing.id returning s.id, s.epoch
     )
     insert into revocations (session_id, through_epoch) select id, epoch - 1 from advanced
     returning session_id, through_epoch`,
    [userId],
  )

export const standingSessionsOf = (db: Db, userId: string) =>
  rows<{ id: string; created_at: Date; last_used_at: Date; user_agent: string }>(
    db,
    `select id, created_at, last_used_at, user_agent from sessions
     where user_id = $1 and ended_at is null and expires_at > now() order by last_used_at desc, id desc`,
    [userId],
  )

/** `now_ms`: PostgreSQL's clock in ms since 1970, from which the access token counts its 15 minutes. */
export type OpenSession = { id: string; user_id: string; generation: number; epoch: number; now_ms: number }
export type RevokedRow = { session_id: string; through_epoch: number }
