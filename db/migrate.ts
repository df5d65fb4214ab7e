import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { lockBriefly, whenFree } from './lock-briefly.ts'

const folder = new URL('./migrations/', import.meta.url)
const lockId = 7_217_001

/**
 * Brings the schema up to date as its owner: every migration that has not run, in order, each in a transaction of
 * its own, then the app role's rights (db/grants.sql). Several may start at once: one works, the others wait.
 * @throws when the database's currency is another than the setting's, or when it is newer than this program.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockId])
    const applied = await pending(client, options)
    await grantRights(client, options.appRole)
    await checkCurrency(client, options.currency)
    return applied
  } finally {
    await client.end()
  }
}

/** The role that an address of a database logs in as. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username)

/** The names of all migrations of this program, in order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
}

async function pending(client: pg.Client, options: MigrateOptions) {
  await client.query(
    'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
  )
  const done = new Set(
    (await client.query('select name from schema_migrations')).rows.map((row) => row.name as string),
  )
  const names = (await migrationNames()).filter(
    (name) => options.through === undefined || name <= options.through,
  )
  const applied: string[] = []
  for (const name of names) {
    if (done.has(name)) continue
    await inTransaction(client, async () => {
      await client.query(await readFile(new URL(name, folder), 'utf8'))
      if (name.startsWith('0001-'))
        await client.query('insert into shop (currency) values ($1)', [options.currency])
      await client.query('insert into schema_migrations (name) values ($1)', [name])
    })
    applied.push(name)
  }
  return applied
}

async function grantRights(client: pg.Client, appRole: string) {
  const grants = await readFile(new URL('grants.sql', import.meta.url), 'utf8')
  await inTransaction(client, () => client.query(grants.replaceAll(':app', pg.escapeIdentifier(appRole))))
}

async function checkCurrency(client: pg.Client, currency: string) {
  const { rows } = await client.query('select currency from shop')
  if (rows[0].currency === currency) return
  throw new Error(
    `CURRENCY is ${currency}, but this shop's prices are in ${rows[0].currency}: set it back, or start a new shop in another DATA_DIR`,
  )
}

/** Whoever uses the shop meanwhile waits behind it for a moment at most. */
async function inTransaction(client: pg.Client, work: () => Promise<unknown>) {
  await whenFree(async () => {
    await client.query(`begin; ${lockBriefly}`)
    try {
      await work()
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}

export type MigrateOptions = {
  ownerUrl: string
  /** The role of DATABASE_URL, which must exist. */
  appRole: string
  /** ISO 4217, written by the first migration. */
  currency: string
  /** The last migration to run, for a restore of an older backup. */
  through?: string
}
