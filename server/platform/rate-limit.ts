import { LRUCache } from 'lru-cache'

/** Counts what happened under a key; shared by all nodes where Redis is, by this process otherwise. */
export type RateLimiter = {
  /** Counts one more and answers whether it is within `limit` in the window, and when the next would be. */
  hit(key: string, limit: number, windowMs: number): Promise<Verdict>
  /** How many are counted now, without counting. */
  count(key: string): Promise<number>
  reset(key: string): Promise<void>
}

export type Verdict = { allowed: boolean; count: number; retryAfterMs: number }

/** Fixed windows in process, at most 100,000 keys. */
export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new LRUCache<string, { count: number; endsAt: number }>({ max: 100_000 })
  const live = (key: string) => {
    const window = windows.get(key)
    return window && window.endsAt > now() ? window : undefined
  }
  return {
    async hit(key, limit, windowMs) {
      const window = live(key) ?? { count: 0, endsAt: now() + windowMs }
      window.count++
      windows.set(key, window)
      return { allowed: window.count <= limit, count: window.count, retryAfterMs: window.endsAt - now() }
    },
    count: async (key) => live(key)?.count ?? 0,
    reset: async (key) => {
      windows.delete(key)
    },
  }
}
