import { once } from 'node:events'
import { type Control, controlOf } from './control.ts'
import type { Part } from './part.ts'
import { endParts, startParts } from './start-parts.ts'
import { endLeftovers, startSupervisor } from './supervisor.ts'

/**
 * Starts the parts in their order under a supervisor. `signal` breaks the start off.
 * @throws a refusal when one does not start; nothing is left running then.
 */
export async function supervise(
  dataDir: string,
  parts: Part[],
  { env, onReady, signal }: SuperviseOptions,
): Promise<Supervised> {
  signal?.throwIfAborted()
  const supervisor = await startSupervisor(dataDir, parts, env)
  const control = controlOf(dataDir)
  const fallen = once(supervisor, 'exit').then(() => {})
  const endSupervisor = () => supervisor.kill('SIGTERM')
  const end = async () => {
    const lives = supervisor.exitCode === null && supervisor.signalCode === null
    // One that is ending already takes no orders: it ends the parts itself.
    if (lives) await endParts(control, parts).then(control.shutDown).catch(endSupervisor)
    await fallen
    await endLeftovers(dataDir)
  }
  let ending: Promise<void> | undefined
  const stop = () => {
    ending ??= end()
    return ending
  }
  signal?.addEventListener('abort', endSupervisor)
  try {
    await startParts(dataDir, control, parts, onReady)
  } catch (error) {
    await stop()
    throw error
  } finally {
    signal?.removeEventListener('abort', endSupervisor)
  }
  return { control, fallen, stop }
}

export type SuperviseOptions = {
  env: NodeJS.ProcessEnv
  /** Hears of each part as it becomes ready. */
  onReady?: ((part: string) => void) | undefined
  signal?: AbortSignal | undefined
}

export type Supervised = {
  control: Control
  /** Resolves when the supervisor is gone, wanted or not. */
  fallen: Promise<void>
  /** Ends every part in order; nothing runs any more when it resolves. */
  stop(): Promise<void>
}
