import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { refusal } from '../../server/platform/refusal.ts'
import type { Part } from './part.ts'
import { logOf, partFolder, socketOf, supervisorConfig } from './supervisor-config.ts'
import { callSupervisor } from './supervisor-rpc.ts'

/**
 * Starts supervisord (Debian's package) for these parts, none of which runs yet.
 * The kernel ends it, and it its parts, when this process is killed.
 */
export async function startSupervisor(
  dataDir: string,
  parts: Part[],
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const socket = socketOf(dataDir)
  if (Buffer.byteLength(socket) > 100 || /["\n]/.test(dataDir))
    throw refusal(`DATA_DIR is too long or too odd a path for a socket (${socket}): set it to a shorter one.`)
  for (const dir of ['run', 'logs', 'parts'])
    mkdirSync(join(dataDir, dir), { recursive: true, mode: dir === 'parts' ? 0o711 : 0o700 })
  rmSync(socket, { force: true })
  for (const { name } of parts) {
    mkdirSync(partFolder(dataDir, name), { recursive: true })
    rmSync(join(partFolder(dataDir, name), 'starts'), { force: true })
  }
  const config = join(dataDir, 'run', 'supervisor.conf')
  rmSync(config, { force: true })
  writeFileSync(config, supervisorConfig(dataDir, parts), { mode: 0o600 })
  const log = openSync(logOf(dataDir, 'supervisor'), 'a', 0o600)
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'supervisord', '-n', '-c', config], {
    cwd: dataDir,
    env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const failed = once(child, 'exit').then(() => {
    throw refusal(`The supervisor did not start: ${logOf(dataDir, 'supervisor')} tells why.`)
  })
  failed.catch(() => {})
  await Promise.race([failed, answers(socket)])
  return child
}

/** Ends what processes of the parts are left, also of parts that this configuration has not. */
export async function endLeftovers(dataDir: string): Promise<void> {
  const folders = join(dataDir, 'parts')
  if (!existsSync(folders)) return
  const script = join(import.meta.dirname, 'end-leftovers.sh')
  await Promise.all(readdirSync(folders).map((name) => execute(script, [join(folders, name), 'INT'])))
}

const execute = promisify(execFile)

async function answers(socket: string): Promise<void> {
  for (;;) {
    const state = await callSupervisor(socket, 'getState').catch(() => undefined)
    if (state) return
    await sleep(50)
  }
}
