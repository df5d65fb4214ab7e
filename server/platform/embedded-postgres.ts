import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder, lockHolder } from './folder-lock.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { type Cluster, openCluster } from './postgres-cluster.ts'
import { clearOrphan, readPostmasterPid } from './postgres-postmaster.ts'
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
    const binaries = findPostgresBinaries()
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
  const lock = lockFolder(resolve(dir))
  lock?.release()
  if (lock || !running?.ready) return undefined
  const urls = urlsOn(running.port)
  const password = readFileSync(join(dir, 'superuser.password'), 'utf8').trim()
  return { port: running.port, superuserUrl: urls('postgres', password, 'postgres'), urlFor: urls }
}

async function startPostmaster(
  binaries: PostgresBinaries,
  cluster: Cluster,
  { port, settings = {} }: EmbeddedPostgresOptions,
  logFile: string,
) {
  const deadline = Date.now() + 60_000
  for (;;) {
    const tried = port ?? (await freePort())
    const child = launch(binaries, cluster, { ...defaults, port: tried, ...settings }, rotated(logFile))
    const before = statSync(logFile).size
    const problem = await readyOrProblem(child, cluster.data, logFile, before)
    if (problem === undefined) return { child, port: tried }
    // Back ends of a killed server need a moment to notice that it is gone.
    const passing = /pre-existing shared memory|lock file .* already exists/.test(problem)
    const taken = /Address already in use|could not create any TCP/.test(problem)
    if ((passing || (taken && port === undefined)) && Date.now() < deadline) {
      await sleep(100)
      continue
    }
    if (taken)
      throw refusal(
        `Port ${tried} for PostgreSQL is in use by another program: stop that one or choose another port.`,
      )
    throw refusal(`PostgreSQL did not start: ${problem} (more in ${logFile})`)
  }
}

function launch(
  binaries: PostgresBinaries,
  cluster: Cluster,
  settings: PostgresSettings,
  logFile: string,
): ChildProcess {
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { prefix, ...user } = cluster.launcher
  const [program = '', ...rest] = [...prefix, binaries.postgres, '-D', cluster.data, ...args]
  const log = openSync(logFile, 'a', 0o600)
  // A group of its own: the terminal's Ctrl-C must reach us only, so that the server stops last.
  const child = spawn(program, rest, { stdio: ['ignore', log, log], detached: true, ...user })
  closeSync(log)
  return child
}

async function readyOrProblem(
  child: ChildProcess,
  data: string,
  logFile: string,
  from: number,
): Promise<string | undefined> {
  let spawnError: Error | undefined
  child.once('error', (error) => {
    spawnError = error
  })
  while (child.exitCode === null && child.signalCode === null && !spawnError) {
    const state = readPostmasterPid(data)
    if (state?.pid === child.pid && state?.ready) return undefined
    await sleep(10)
  }
  if (spawnError) return spawnError.message
  const lines = readFileSync(logFile).subarray(from).toString('utf8').split('\n')
  const telling = lines.filter((line) =>
    /FATAL|error|Address already in use|could not create any TCP/i.test(line),
  )
  return telling.join(' | ') || `it ended with code ${child.exitCode ?? child.signalCode}`
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

function urlsOn(port: number) {
  return (role: string, password: string, database: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

function rotated(logFile: string): string {
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.1`)
  return logFile
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

const defaults: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

export type PostgresSettings = Record<string, string | number>
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
