import { LRUCache } from 'lru-cache'
import type { Cache, Entry } from './cache.ts'
import { type Metrics, total } from './metrics.ts'
import type { SharedCache } from './redis-cache.ts'

/** How long this process keeps what it has from another node, and for how long one look there serves all who want it. */
const copyMs = 10_000
const sharedLookMs = 50

/**
 * The cache of this process, and behind it the one that all nodes share. What is there is taken under the same
 * condition as what is here, so it may be old, lost or false: it can be of no use, and never do harm. Nobody waits for
 * an entry to be written there.
 */
export function createTieredCache({ near, far, metrics }: Tiers): Cache {
  const counts = { memory: 0, redis: 0, none: 0 }
  const help = 'Reads of the cache by the tier that had the entry'
  total(metrics, 'tradewind_cache_reads_total', help, () => counts, 'tier')
  const looks = new LRUCache<string, Promise<Entry | undefined>>({ max: 1_000, ttl: sharedLookMs })

  function look(key: string) {
    const shared = looks.get(key)
    if (shared) return shared
    const made = far.last(key)
    looks.set(key, made)
    return made
  }

  return {
    here(key, isGood) {
      const here = near.here(key, isGood)
      if (here) counts.memory++
      return here
    },
    async elsewhere(key, isGood) {
      const there = await look(key)
      if (!there || !isGood(there)) {
        counts.none++
        return undefined
      }
      counts.redis++
      await near.set(key, there, copyMs)
      return there
    },
    last: async (key) => (await near.last(key)) ?? look(key),
    async set(key, entry, ttlMs) {
      await near.set(key, entry, ttlMs)
      void far.set(key, entry, ttlMs)
    },
    async delete(key) {
      looks.delete(key)
      await near.delete(key)
      void far.delete(key)
    },
  }
}

type Tiers = { near: Cache; far: SharedCache; metrics: Metrics }
