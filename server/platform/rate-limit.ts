import { LRUCache } from 'lru-cache'

/** Counts what happened under a key; shared by all nodes where Redis is, by this process otherwise. */
export type RateLimiter = {
  /**
   * Counts one more and answers whether it is within `limit` in the window, and when the next would be. With
   * `growToMs` the first one beyond the limit starts the window anew, and each further one doubles the wait up to that.
   */
  hit(key: string, limit: number, windowMs: number, growToMs?: number): Promise<Verdict>
  /** Takes one back that turned out not to count. */
  refund(key: string): Promise<void>
  reset(key: string): Promise<void>
}

export type Verdict = { allowed: boolean; retryAfterMs: number }

/** Fixed windows in process, at most 100,000 keys. */
export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new LRUCache<string, { count: number; endsAt: number }>({ max: 100_000 })
  const live = (key: string) => {
    const window = windows.get(key)
    return window && window.endsAt > now() ? window : undefined
  }
  return {
    async hit(key, limit, windowMs, growToMs = 0) {
      const window = live(key) ?? { count: 0, endsAt: now() + windowMs }
      const beyond = ++window.count - limit
      const waitMs = beyond > 0 ? Math.min(growToMs, windowMs * 2 ** (beyond - 1)) : 0
      window.endsAt = Math.max(window.endsAt, now() + waitMs)
      windows.set(key, window)
      return { allowed: beyond <= 0, retryAfterMs: window.endsAt - now() }
    },
    refund: async (key) => {
      const window = live(key)
      if (window && window.count > 0) window.count--
    },
    reset: async (key) => {
      windows.delete(key)
    },
  }
}
