import { migrationNames } from '../../db/migrate.ts'
import { type Db, row } from '../platform/postgres.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Version, migrations, rights, currency, and what waits: outbox, dead letters, mails. */
export async function checkDatabase(db: Db, currency: string): Promise<Finding[]> {
  const facts = await databaseFacts(db).catch((error: Error) => error)
  if (facts instanceof Error || !facts)
    return [
      fail(
        'PostgreSQL',
        facts?.message ?? 'no answer',
        'Start it, or correct DATABASE_URL; the tables come by "npm run cli -- migrate".',
      ),
    ]
  const known = await migrationNames()
  const missing = known.filter((name) => !facts.migrations.includes(name))
  const major = Math.floor(facts.version / 10_000)
  return [
    major >= 15
      ? ok('PostgreSQL', `version ${major}`)
      : fail('PostgreSQL', `version ${major}`, 'The shop needs 15 or newer.'),
    missing.length === 0
      ? ok('migrations', `all ${known.length} applied`)
      : fail('migrations', `${missing.join(', ')} not applied`, 'Run "npm run cli -- migrate".'),
    facts.owns || facts.superuser
      ? warn(
          'rights',
          'the role of DATABASE_URL owns tables',
          'Give it a role that owns nothing, and the owner in DATABASE_OWNER_URL.',
        )
      : ok('rights', 'the role of DATABASE_URL owns nothing'),
    facts.currency === currency
      ? ok('currency', facts.currency)
      : fail(
          'currency',
          `CURRENCY is ${currency}, prices are in ${facts.currency}`,
          `Set CURRENCY to ${facts.currency}.`,
        ),
    facts.outbox_age_s < 60
      ? ok('events', `${facts.outbox} wait`)
      : warn(
          'events',
          `the oldest of ${facts.outbox} waits for ${facts.outbox_age_s} s`,
          'Is the shop (or its worker) running? Its log tells why.',
        ),
    facts.dead_letters === 0
      ? ok('dead letters', 'none')
      : warn(
          'dead letters',
          `${facts.dead_letters} wait`,
          'Look with "npm run cli -- replay list", mend the cause, replay them.',
        ),
    facts.failed_mails === 0 && facts.mail_age_s < 600
      ? ok('mails', `${facts.queued_mails} wait`)
      : warn(
          'mails',
          `${facts.failed_mails} failed, ${facts.queued_mails} wait`,
          'Correct SMTP_URL or the addresses; mails.last_error has the reason.',
        ),
  ]
}

const databaseFacts = (db: Db) =>
  row<{
    version: number
    migrations: string[]
    owns: boolean
    superuser: boolean
    currency: string
    outbox: number
    outbox_age_s: number
    dead_letters: number
    failed_mails: number
    queued_mails: number
    mail_age_s: number
  }>(
    db,
    `select current_setting('server_version_num')::int as version,
            (select array_agg(name) from schema_migrations) as migrations,
            exists (select 1 from pg_tables where schemaname = 'public' and tableowner = current_user) as owns,
            (select rolsuper from pg_roles where rolname = current_user) as superuser,
            (select currency from shop) as currency,
            (select count(*) from outbox)::int as outbox,
            (select coalesce(extract(epoch from now() - min(created_at)), 0)::int from outbox) as outbox_age_s,
            (select count(*) from dead_letters where replayed_at is null)::int as dead_letters,
            (select count(*) from mails where status = 'failed')::int as failed_mails,
            (select count(*) from mails where status = 'queued')::int as queued_mails,
            (select coalesce(extract(epoch from now() - min(created_at)), 0)::int from mails where status = 'queued') as mail_age_s`,
  )
