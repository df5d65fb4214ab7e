import { readdirSync, readFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** Lets what has this id, a process of ours or a thread, yield to this process; `by` is in steps of `nice`. */
export const putBehind = (id: number, by: number) => setPriority(id, Math.min(getPriority() + by, 19))

/**
 * Lets the event loop go before libuv's threads where they want one core: what they do (passwords, files, compression) takes
 * its time anyway, and everybody waits for the event loop. Linux keeps a priority for each thread; elsewhere nothing happens. It
 * finds the threads once there has been work for them.
 */
export function letEventLoopGoFirst() {
  try {
    for (const thread of readdirSync('/proc/self/task'))
      if (readFileSync(`/proc/self/task/${thread}/comm`, 'utf8') === 'libuv-worker\n')
        putBehind(Number(thread), 10)
  } catch {
    // Another system, or one that does not let us.
  }
}
