import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Ends a process, also one that stands still or has ended already. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  child.kill('SIGCONT')
  await ended
}
