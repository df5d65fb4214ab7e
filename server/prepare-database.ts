import pg from 'pg'
import type { Config } from './config.ts'
import { refusal } from './platform/refusal.ts'

/**
 * Brings the database up to date, where its owner is known; without DATABASE_OWNER_URL somebody else migrates.
 * @throws a refusal where a server cannot be reached or has no tables of this shop.
 */
export async function prepareDatabase(config: Config, databaseUrl: string): Promise<void> {
  const ownerUrl = config.databaseOwnerUrl
  if (ownerUrl) {
    const { migrate, roleOf } = await import('../db/migrate.ts')
    const appRole = roleOf(databaseUrl)
    await migrate({ ownerUrl, appRole, currency: config.currency }).catch((error) => {
      throw unreachable(error, ownerUrl, 'DATABASE_OWNER_URL')
    })
  }
  await checkTables(databaseUrl)
}

async function checkTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('select currency from shop')
  } catch (error) {
    throw unreachable(error, databaseUrl, 'DATABASE_URL')
  } finally {
    await client.end()
  }
}

/** Errors that a person mends by a setting become one line; any other stays what it is. */
function unreachable(error: unknown, url: string, setting: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  const { host, pathname } = new URL(url)
  const at = `PostgreSQL at ${host} (${setting})`
  if (/^(E[A-Z]+|57P03)$/.test(code) || /timeout/i.test(message)) {
    return refusal(
      `Cannot reach ${at}, ${code || 'no answer in 10 s'}: start that server or correct ${setting}.`,
    )
  }
  if (/^(28...|3D000)$/.test(code)) {
    return refusal(
      `${at} refuses the connection (${message}): correct user, password and database in ${setting}.`,
    )
  }
  if (code === '42P01') {
    return refusal(
      `The database ${pathname.slice(1)} has no tables of this shop: set DATABASE_OWNER_URL, so that the start can make them.`,
    )
  }
  return error
}
