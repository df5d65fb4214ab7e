import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, roleOf } from '../../db/migrate.ts'
import { loadConfig } from '../../server/config.ts'
import { createRolesAndDatabase, databaseUrls } from '../../server/embedded-database.ts'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'
import { unlessInterrupted } from '../lib/interruption.ts'
import { fill } from './fill.ts'
import { type Size, sizes } from './sizes.ts'

/**
 * The folder of a shop of this size, filled where it is not yet: minutes for the large one, which takes some 25 GB. It is kept
 * for the next time, when it has the migrations that are new; whoever wants the room deletes `.cache/bench`.
 */
export async function grown(size: Size): Promise<string> {
  const dataDir = join(import.meta.dirname, '../../.cache/bench', size)
  const mark = join(dataDir, 'grown')
  if (existsSync(mark)) {
    await migrated(dataDir)
    return dataDir
  }
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const begun = performance.now()
  await migrated(dataDir, (url) => filled(url, size))
  writeFileSync(mark, '')
  console.log(`growth: the ${size} shop was made in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  return dataDir
}

/** `next` is called with the superuser's address of the database. */
async function migrated(dataDir: string, next?: (url: string) => Promise<void>) {
  const config = loadConfig({ DATA_DIR: dataDir })
  const server = await startEmbeddedPostgres({ dir: join(dataDir, 'postgres'), settings: careless })
  try {
    await createRolesAndDatabase(server, config)
    const { ownerUrl, appUrl } = databaseUrls(config, server.urlFor)
    await migrate({ ownerUrl, appRole: roleOf(appUrl), currency: config.currency })
    if (next) await unlessInterrupted(next(superuserOn(ownerUrl, server)))
  } finally {
    await server.stop()
  }
}

/** The superuser's address of the database that is its owner's. */
export function superuserOn(ownerUrl: string, { superuserUrl }: { superuserUrl: string }): string {
  const url = new URL(superuserUrl)
  url.pathname = new URL(ownerUrl).pathname
  return url.href
}

async function filled(url: string, size: Size) {
  const clients = [0, 1].map(() => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  try {
    await fill(clients, sizes[size])
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** A crash loses everything here, and then it is made anew. */
const careless = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
}
