import { join } from 'node:path'
import pg from 'pg'
import { urlsOn } from '../../../server/platform/embedded-postgres.ts'
import { openCluster } from '../../../server/platform/postgres-cluster.ts'
import { postgresFor } from '../../../server/platform/postgres-installed.ts'
import { clearOrphan } from '../../../server/platform/postgres-pid-file.ts'
import { shopSettings } from '../../../server/platform/postgres-settings.ts'
import type { Part } from '../part.ts'

/**
 * PostgreSQL of Debian's package on a cluster of its own in `dir`, which is made at the first start. Its log names what
 * takes 500 ms or longer and who waits for a lock, without the values that came with it: some are secrets.
 */
export async function postgresPart({ dir, port, maxConnections }: PostgresOptions): Promise<PostgresPart> {
  const binaries = postgresFor(dir, 'debian')
  const { data, launcher, password } = await openCluster(dir, binaries)
  await clearOrphan(data)
  const urlFor = urlsOn(port)
  const superuserUrl = urlFor('postgres', password, 'postgres')
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    log_min_duration_statement: '500ms',
    log_lock_waits: 'on',
    log_line_prefix: '%m [%p] %a ',
    log_parameter_max_length: 0,
    log_error_verbosity: 'terse',
    ...shopSettings,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const part: Part = {
    name: 'postgres',
    port,
    needs: [],
    command: [...launcher.prefix, binaries.postgres, '-D', data, ...options],
    ready: () => answers(superuserUrl),
    // A fast shutdown: sessions end at once, a checkpoint is written.
    stopSignal: 'INT',
    stopWithinS: 30,
  }
  return { part, superuserUrl, urlFor }
}

export const postgresFolder = (dataDir: string): string => join(dataDir, 'postgres')

async function answers(connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

type PostgresOptions = { dir: string; port: number; maxConnections: number }
type PostgresPart = { part: Part; superuserUrl: string; urlFor: ReturnType<typeof urlsOn> }
