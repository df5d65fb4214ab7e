import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Control } from '../../../deploy/native/control.ts'

/**
 * Runs a process of the shop past the supervisor while `work` goes on, with the settings of a part that runs, which is
 * ended meanwhile. The part is not started again.
 */
export async function withStandIn<T>(
  { info, end }: Pick<Control, 'info' | 'end'>,
  { part, program, env = {} }: StandIn,
  work: () => Promise<T>,
): Promise<T> {
  const settings = settingsOf((await info(part)).pid)
  await end(part)
  const script = join(import.meta.dirname, '../../../server', program)
  const child = spawn(process.execPath, [script], { env: { ...settings, ...env }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  try {
    return await work()
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

function settingsOf(pid: number) {
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** `program` is a file of server/. */
type StandIn = { part: string; program: string; env?: Record<string, string> }
