import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What a process sends. @throws when it ends without a word; why is in what it printed. */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const silent = new AbortController()
  const fallSilent = () => silent.abort()
  child.once('close', fallSilent)
  try {
    const [answer] = (await once(child, 'message', { signal: silent.signal })) as [T]
    return answer
  } finally {
    child.off('close', fallSilent)
  }
}

/**
 * The last word of such a process. Disconnected at once, what of a long answer has not left yet would be lost; there may be nobody
 * left who asked.
 */
export function answerWith(answer: unknown): void {
  process.send?.(answer, () => process.connected && process.disconnect())
}
