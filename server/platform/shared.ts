import type { Config } from '../config.ts'
import { type BusyNodes, createBusyNodes } from './busy-nodes.ts'
import type { Cache } from './cache.ts'
import type { Health } from './health.ts'
import { deriveKey } from './keys.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimiter } from './rate-limit.ts'
import { openRedis } from './redis.ts'
import { createRedisCache, type SharedCache } from './redis-cache.ts'
import { createSharedRateLimiter } from './shared-rate-limit.ts'
import { createTieredCache } from './tiered-cache.ts'

/** What all nodes share for speed: in Redis where REDIS_URL names one, and otherwise nothing, at no cost. */
export type Shared = {
  /** Puts what all nodes share behind a cache, or behind a limiter, of this process. */
  behind(near: Cache): Cache
  limiter(local: RateLimiter): RateLimiter
  cache: SharedCache | undefined
  busyNodes: BusyNodes | undefined
  close(): Promise<void>
}

/** Resolves within about half a second, whether Redis is there or not. */
export async function openShared({ config, log, metrics, health, pepper }: Options): Promise<Shared> {
  const { redisUrl: url, redisTimeoutMs: askMs, nodeName: name } = config
  if (url === undefined)
    return {
      behind: (near) => near,
      limiter: (local) => local,
      cache: undefined,
      busyNodes: undefined,
      close: async () => {},
    }
  const redis = await openRedis({ url, name, askMs, log, metrics })
  health.check('redis', async () => {
    if (!(await redis.ask((client) => client.ping()))) throw new Error('Redis is away, slow, or refuses')
  })
  const cache = createRedisCache({ redis, secret: deriveKey(pepper, 'shared cache') })
  return {
    behind: (near) => createTieredCache({ near, far: cache, metrics }),
    limiter: (local) =>
      createSharedRateLimiter({ redis, local, secret: deriveKey(pepper, 'shared rate limits') }),
    cache,
    busyNodes: createBusyNodes(redis),
    close: () => redis.close(),
  }
}

type Options = { config: Config; log: Log; metrics: Metrics; health: Health; pepper: string }
