import { gauge, type Metrics, oncePerScrape } from './metrics.ts'
import { type Db, row } from './postgres.ts'
import { within } from './within.ts'

/**
 * Adds what is not done with: events that wait for a consumer, mails for their sender, retries for their moment, dead
 * letters for somebody to replay them. One statement a scrape, that never looks at more than 10,000 rows of a queue: what is
 * beyond them does not count, and reading is as cheap with a million waiting.
 */
export function watchQueues(metrics: Metrics, db: Db, consumers: readonly string[]) {
  const look = oncePerScrape(() => within(2_000, queues(db), late))
  const none = Object.fromEntries(consumers.map((consumer) => [consumer, 0]))
  const add = (name: string, help: string, read: (found: Queues) => number | Record<string, number>) =>
    gauge(metrics, `tradewind_${name}`, help, async () => read(await look()), 'consumer')
  add('outbox_events', 'Events in the outbox, counted up to 10,000', (found) => found.events)
  add('outbox_oldest_seconds', 'Age of the oldest event in the outbox', (found) => found.eventsAge)
  add('mails_queued', 'Mails that wait to be sent, counted up to 10,000', (found) => found.mails)
  add('mails_oldest_seconds', 'Age of the oldest mail that waits to be sent', (found) => found.mailsAge)
  add(
    'mails_overdue_seconds',
    'For how long the mail that is due has been due',
    (found) => found.mailsOverdue,
  )
  add('event_retries', 'Keys whose next event failed and waits', (found) => ({ ...none, ...found.retries }))
  add('dead_letters', 'Events given up and not replayed', (found) => ({ ...none, ...found.deadLetters }))
}

/** A mail that follows another is not due before that one has gone. Ordered, so that the sent ones are never scanned. */
async function queues(db: Db): Promise<Queues> {
  const found = await row<Queues>(
    db,
    `with waiting as materialized (select created_at from outbox limit 10000),
          queued as materialized (
            select created_at, next_try_at, after_id from mails where status = 'queued' order by next_try_at limit 10000),
          retries as (select consumer from event_retries limit 10000),
          buried as (select consumer from dead_letters where replayed_at is null order by failed_at limit 10000)
     select (select count(*) from waiting) as events,
            (select ${ageOf('min(created_at)')} from waiting) as "eventsAge",
            (select count(*) from queued) as mails,
            (select ${ageOf('min(created_at)')} from queued) as "mailsAge",
            (select ${ageOf('min(next_try_at)')} from queued where after_id is null) as "mailsOverdue",
            (select ${byConsumer} from (select consumer, count(*) from retries group by 1) as r) as retries,
            (select ${byConsumer} from (select consumer, count(*) from buried group by 1) as b) as "deadLetters"`,
  )
  return found as Queues
}

const late = (): never => {
  throw new Error('PostgreSQL did not answer in time')
}

const ageOf = (moment: string) =>
  `greatest(0, coalesce(extract(epoch from clock_timestamp() - ${moment}), 0))::float8`
const byConsumer = `coalesce(json_object_agg(consumer, count), '{}')`

type Queues = {
  events: number
  eventsAge: number
  mails: number
  mailsAge: number
  mailsOverdue: number
  retries: Record<string, number>
  deadLetters: Record<string, number>
}
