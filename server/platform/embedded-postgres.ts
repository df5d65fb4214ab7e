import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isLocked, lockFolder, lockHolder } from './folder-lock.ts'
import { openCluster } from './postgres-cluster.ts'
import { postgresFor } from './postgres-installed.ts'
import { clearOrphan, readPostmasterPid } from './postgres-pid-file.ts'
import { startPostmaster } from './postgres-postmaster.ts'
import type { PostgresSettings } from './postgres-settings.ts'
import { refusal } from './refusal.ts'

/**
 * Starts PostgreSQL from the npm binaries with everything it owns under `dir`, and resolves when it takes
 * connections on 127.0.0.1. Commits are durable unless `settings` say otherwise. What a killed process
 * left behind needs no hand. Throws a refusal (one line) when it cannot start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dir = resolve(options.dir)
  const lock = lockFolder(dir)
  if (!lock)
    throw refusal(
      `The database in ${dir} is in use by another process${lockHolder(dir)}: stop that one first.`,
    )
  try {
    const binaries = postgresFor(dir, 'npm')
    const cluster = await openCluster(dir, binaries)
    await clearOrphan(cluster.data)
    const logFile = options.logFile ?? join(dir, 'postgres.log')
    const { child, port } = await startPostmaster(binaries, cluster, options, logFile)
    child.once('exit', lock.release)
    return describe(child, port, binaries.version, cluster.password)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The server that another process (a running shop) keeps in `dir`, if there is one. */
export function findRunningPostgres(
  dir: string,
): Pick<EmbeddedPostgres, 'port' | 'superuserUrl' | 'urlFor'> | undefined {
  const running = readPostmasterPid(join(resolve(dir), 'cluster'))
  if (!running?.ready || !isLocked(resolve(dir))) return undefined
  const urls = urlsOn(running.port)
  const password = readFileSync(join(dir, 'superuser.password'), 'utf8').trim()
  return { port: running.port, superuserUrl: urls('postgres', password, 'postgres'), urlFor: urls }
}

function describe(child: ChildProcess, port: number, version: string, password: string): EmbeddedPostgres {
  const exited = child.exitCode !== null ? Promise.resolve() : once(child, 'exit').then(() => {})
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    // A fast shutdown ends every session at once; one that hangs all the same is ended the hard way, which is as safe.
    const harder = setTimeout(() => child.kill('SIGQUIT'), 20_000)
    await exited
    clearTimeout(harder)
  }
  const urlFor = urlsOn(port)
  return {
    port,
    version,
    urlFor,
    superuserUrl: urlFor('postgres', password, 'postgres'),
    exited,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  }
}

/** What opens the databases of a server on this port of loopback. */
export function urlsOn(port: number) {
  return (role: string, password: string, database: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

export type EmbeddedPostgresOptions = {
  dir: string
  port?: number
  settings?: PostgresSettings
  logFile?: string
}
export type EmbeddedPostgres = {
  port: number
  superuserUrl: string
  urlFor: (role: string, password: string, database: string) => string
  version: string
  /** Resolves when the server is gone, wanted or not. */
  exited: Promise<void>
  /** Fast shutdown: ends sessions, writes a checkpoint, resolves when the process is gone. */
  stop: () => Promise<void>
  /** What a crash does, for tests. */
  kill: () => Promise<void>
}
