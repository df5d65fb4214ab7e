import { createTurns, type Turns } from './turns.ts'

/**
 * Runs what bears the same key one after the other. Who waits does so at most `waitMs`, and at most `limit` of all keys
 * wait at a time, for each holds a request open; `refuse` makes the error for the others.
 */
export function createKeyedTurns(options: {
  limit: number
  waitMs: number
  refuse: () => Error
}): KeyedTurns {
  const lines = new Map<string, { turns: Turns; members: number }>()
  let members = 0

  return async (key, work) => {
    const line = lines.get(key) ?? { turns: createTurns({ size: 1, ...options }), members: 0 }
    // One of each line is at work, the others wait.
    if (line.members > 0 && members - lines.size >= options.limit) throw options.refuse()
    lines.set(key, line)
    line.members++
    members++
    try {
      const leave = await line.turns.take()
      return await work().finally(leave)
    } finally {
      members--
      if (--line.members === 0) lines.delete(key)
    }
  }
}

export type KeyedTurns = <T>(key: string, work: () => Promise<T>) => Promise<T>
