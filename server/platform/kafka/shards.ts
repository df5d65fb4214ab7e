import pg from 'pg'
import { affected, type Db, row, rows } from '../postgres.ts'

/** The keys of all events are dealt into so many shards, by their last byte: the random end of a UUIDv7. */
export const shardCount = 8

/**
 * A connection of a relay's own that holds its shards by session locks: they are free the moment it ends, and PostgreSQL
 * ends it when it hears nothing of it for 5 s, so that a process which stands still keeps nobody waiting. What is
 * read through it is read by who holds them.
 */
export type ShardSession = Db & {
  /** Takes free shards and gives up others until this relay has its fair share; answers those it holds. */
  balance(): Promise<number[]>
  /** Speaks to PostgreSQL every second until `work` is settled; answers whether the shards are still held. */
  holdDuring(work: Promise<unknown>): Promise<boolean>
  close(): Promise<void>
}

export async function openShardSession(url: string, name: string): Promise<ShardSession> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 4_000,
    query_timeout: 4_500,
    keepAlive: true,
    // A reader that stands still may leave the server in the middle of an answer: tcp_user_timeout ends that.
    // The queue is read in the order of its index, however the planner finds its rows at that moment.
    options: '-c idle_session_timeout=5s -c tcp_user_timeout=10000 -c enable_seqscan=off -c enable_sort=off',
  })
  client.on('error', () => {})
  await client.connect()
  const db: Db = { query: (config) => client.query(config) }
  const held = new Set<number>()
  await rows(db, 'select pg_advisory_lock_shared($1, 0)', [presence])
  return {
    ...db,
    async balance() {
      const share = Math.ceil(shardCount / (await relayCount(db)))
      for (const shard of [...held].slice(share)) {
        await affected(db, 'select pg_advisory_unlock($1, $2)', [locks, shard])
        held.delete(shard)
      }
      for (let shard = 0; shard < shardCount && held.size < share; shard++)
        if (!held.has(shard) && (await locked(db, shard))) held.add(shard)
      return [...held]
    },
    async holdDuring(work) {
      let settled = false
      const end = work
        .then(
          () => {},
          () => {},
        )
        .then(() => {
          settled = true
        })
      let alive = true
      while (!settled) {
        await Promise.race([end, new Promise((done) => setTimeout(done, 1_000))])
        if (!settled && alive)
          alive = await db.query({ text: 'select 1' }).then(
            () => true,
            () => false,
          )
      }
      return alive
    },
    close: () => client.end(),
  }
}

const relayCount = async (db: Db) =>
  (
    await row<{ n: number }>(
      db,
      `select count(*)::int as n from pg_locks
       where locktype = 'advisory' and classid = $1 and objid = 0 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [presence],
    )
  )?.n ?? 1

const locked = async (db: Db, shard: number) =>
  (await row<{ locked: boolean }>(db, 'select pg_try_advisory_lock($1, $2) as locked', [locks, shard]))
    ?.locked === true

const presence = 7_217_003
const locks = 7_217_004
