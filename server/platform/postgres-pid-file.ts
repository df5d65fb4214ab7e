import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from './refusal.ts'

/** What postmaster.pid says: PostgreSQL writes it, its eighth line turns `ready` when it takes connections. */
export function readPostmasterPid(data: string): PostmasterPid | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/**
 * A server that outlived the process which started it is stopped in order; a pid file that a killed one left
 * behind is removed, since its number may belong to another program by now and PostgreSQL would then
 * refuse to start. Call it with the folder's lock held: nobody else's server can be meant then.
 */
export async function clearOrphan(data: string, timeoutMs = 60_000): Promise<void> {
  const left = readPostmasterPid(data)
  if (left === undefined) return
  if (!isPostmasterOf(left.pid, data)) return rmSync(join(data, 'postmaster.pid'), { force: true })
  process.kill(left.pid, 'SIGINT')
  const deadline = Date.now() + timeoutMs
  while (isPostmasterOf(left.pid, data)) {
    if (Date.now() > deadline) {
      throw refusal(
        `PostgreSQL of an earlier start (process ${left.pid}) does not stop: stop that process, then start again.`,
      )
    }
    await sleep(20)
  }
}

function isPostmasterOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform === 'linux') {
      // A zombie has no folder any more: the read fails and it counts as gone. PostgreSQL works in its data folder.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
    }
    if (process.platform === 'win32') return true
    return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).includes(data)
  } catch {
    return false
  }
}

export type PostmasterPid = { pid: number; port: number; ready: boolean }
