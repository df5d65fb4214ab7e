import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from './config.ts'
import { findRunningPostgres } from './platform/embedded-postgres.ts'
import { keepEmbeddedPostgres } from './platform/postgres-keeper.ts'
import { openSecrets } from './platform/secrets.ts'

/**
 * The shop's database on the embedded PostgreSQL under DATA_DIR, with its two roles: the owner, who migrates, and
 * the app. It is the one of a shop that is running, or is started for as long as the caller needs it.
 */
export async function openEmbeddedDatabase(
  config: Config,
  onFall: (error?: unknown) => void = () => {},
): Promise<EmbeddedDatabase> {
  const dir = join(config.dataDir, 'postgres')
  const running = findRunningPostgres(dir)
  if (running)
    return {
      ...databaseUrls(config, running.urlFor),
      superuserUrl: running.superuserUrl,
      close: async () => {},
    }
  mkdirSync(join(config.dataDir, 'logs'), { recursive: true, mode: 0o700 })
  const logFile = join(config.dataDir, 'logs', 'postgres.log')
  const server = await keepEmbeddedPostgres({ dir, logFile }, onFall)
  const database = {
    ...databaseUrls(config, server.urlFor),
    superuserUrl: server.superuserUrl,
    close: server.stop,
  }
  try {
    await createRolesAndDatabase(database, config)
    return database
  } catch (error) {
    await server.stop()
    throw error
  }
}

const embeddedRoles = { owner: 'tradewind_owner', app: 'tradewind_app', database: 'tradewind' }

/** How the app and the owner reach the shop's database on this installation's server. */
export function databaseUrls(
  config: Config,
  urlFor: (role: string, password: string, database: string) => string,
) {
  const secrets = openSecrets(config.dataDir)
  const { owner, app, database } = embeddedRoles
  return {
    appUrl: urlFor(app, secrets.databaseAppPassword(), database),
    ownerUrl: urlFor(owner, secrets.databaseOwnerPassword(), database),
  }
}

/** Repeated at every start: a start that was cut short, or secrets from a backup, leave nothing to repair by hand. */
export async function createRolesAndDatabase(
  { superuserUrl }: { superuserUrl: string },
  config: Config,
): Promise<void> {
  const secrets = openSecrets(config.dataDir)
  const { owner, app, database } = embeddedRoles
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const roles = (await client.query('select rolname from pg_roles')).rows.map(
      (row) => row.rolname as string,
    )
    for (const [role, password] of [
      [owner, secrets.databaseOwnerPassword()],
      [app, secrets.databaseAppPassword()],
    ] as const) {
      const verb = roles.includes(role) ? 'alter' : 'create'
      await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`)
    }
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${database} owner ${owner}`)
  } finally {
    await client.end()
  }
}

export type EmbeddedDatabase = {
  appUrl: string
  ownerUrl: string
  superuserUrl: string
  /** Stops the server if this call started it. */
  close: () => Promise<void>
}
