import pg from 'pg'

/** Waits for statements on any of a node's connections, as long as the server is heard on one of them. */
export type SilenceWatch = <T>(statement: Promise<T>) => Promise<T>

/**
 * Tells a server that has fallen silent from one that takes its time: over a dead network connections stay open and
 * nothing comes, and waiting is of no use; for a lock, or a long statement, it is. While the server answers anything,
 * anybody may wait; after `limitMs` without a word, who has waited as long fails as if the connection were gone. That
 * takes somebody who asks all the time, which a node's looks at its change log and at what was revoked are.
 */
export function createSilenceWatch({ limitMs = 2_000, lookMs = 200 } = {}): SilenceWatch {
  const waiting = new Set<Waiter>()
  let heardAt = performance.now()
  let lookedAt = 0
  let looks: NodeJS.Timeout | undefined

  const hear = () => {
    heardAt = performance.now()
  }

  function look() {
    const now = performance.now()
    // A process that was stopped, or too busy to look, has not listened either.
    if (now - lookedAt > 3 * lookMs) hear()
    lookedAt = now
    for (const { since, fail } of waiting) if (now - Math.max(since, heardAt) > limitMs) fail()
    if (waiting.size > 0) return
    clearInterval(looks)
    looks = undefined
  }

  return async (statement) => {
    const { promise: silence, reject } = Promise.withResolvers<never>()
    const waiter = { since: performance.now(), fail: () => reject(silent(limitMs)) }
    waiting.add(waiter)
    if (!looks) {
      lookedAt = waiter.since
      looks = setInterval(look, lookMs).unref()
    }
    try {
      const result = await Promise.race([statement, silence])
      hear()
      return result
    } catch (error) {
      if (error instanceof pg.DatabaseError) hear()
      throw error
    } finally {
      waiting.delete(waiter)
    }
  }
}

const silent = (limitMs: number) =>
  Object.assign(new Error(`PostgreSQL has said nothing for ${limitMs} ms, on any connection`), {
    code: 'ETIMEDOUT',
  })

type Waiter = { since: number; fail: () => void }
