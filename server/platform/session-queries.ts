import { type Db, row } from './postgres.ts'

/**
 * What was revoked by transactions that a load with `mark` may not have seen, and the mark for the next load: all
 * transactions below it were over in this snapshot, so no late commit is ever skipped. nowMs is PostgreSQL's clock.
 */
export const revokedSince = (db: Db, mark: string) =>
  row<{ mark: string; now_ms: number; revoked: [sessionId: string, throughEpoch: number][] }>(
    db,
    `select pg_snapshot_xmin(pg_current_snapshot())::text as mark,
            (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
            (select coalesce(jsonb_agg(jsonb_build_array(session_id, through_epoch)), '[]') from revocations
             where xid >= $1::xid8 and created_at > now() - interval '20 minutes') as revoked`,
    [mark],
  )

/** The epoch of a session that stands (null for any other), and PostgreSQL's clock. */
export const standingSession = (db: Db, sessionId: string) =>
  row<{ epoch: number | null; now_ms: number }>(
    db,
    `select (select epoch from sessions where id = $1 and ended_at is null) as epoch,
            (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`,
    [sessionId],
  )
