import { gauge, type Metrics } from './metrics.ts'
import { type Db, row } from './postgres.ts'

/** Adds how many events wait for a consumer, mails for their sender, and dead letters for somebody to replay them. */
export function watchQueues(metrics: Metrics, db: Db) {
  gauge(metrics, 'queued', 'Events and mails that are not done with', async () => (await queued(db)) ?? {})
}

const queued = (db: Db) =>
  row<{ events: number; mails: number; dead_letters: number }>(
    db,
    `select (select count(*) from outbox) as events,
            (select count(*) from mails where status = 'queued') as mails,
            (select count(*) from dead_letters where replayed_at is null) as dead_letters`,
  )
