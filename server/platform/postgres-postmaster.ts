import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { Cluster } from './postgres-cluster.ts'
import { readPostmasterPid } from './postgres-pid-file.ts'
import { type PostgresSettings, shopSettings } from './postgres-settings.ts'
import { refusal } from './refusal.ts'
import { rotate } from './rotate.ts'

/** Runs the server on the port, or on a free one, and resolves when it takes connections. */
export async function startPostmaster(
  binaries: PostgresBinaries,
  cluster: Cluster,
  { port, settings = {} }: { port?: number; settings?: PostgresSettings },
  logFile: string,
) {
  const deadline = Date.now() + 60_000
  for (;;) {
    const tried = port ?? (await freePort())
    rotate(logFile, 10_000_000)
    const child = launch(binaries, cluster, { ...defaults, port: tried, ...settings }, logFile)
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

const defaults: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  ...shopSettings,
}
