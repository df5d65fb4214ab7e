import { readdirSync, readFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * Lets the event loop go before libuv's threads where they want one core: what they do (passwords, files, compression) takes
 * its time anyway, and everybody waits for the event loop. Linux keeps a priority for each thread; elsewhere nothing happens. It
 * finds the threads once there has been work for them.
 */
export function letEventLoopGoFirst() {
  try {
    for (const thread of readdirSync('/proc/self/task'))
      if (readFileSync(`/proc/self/task/${thread}/comm`, 'utf8') === 'libuv-worker\n')
        setPriority(Number(thread), Math.min(getPriority() + 10, 19))
  } catch {
    // Another system, or one that does not let us.
  }
}
