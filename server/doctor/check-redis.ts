import type { Config } from '../config.ts'
import type { PartState } from '../platform/health.ts'
import { type Finding, ok, warn } from './finding.ts'

/** Redis makes several nodes faster and their limits one; no node needs it. */
export function checkRedis({ redisUrl, redisTimeoutMs }: Config, state: PartState | undefined): Finding {
  if (redisUrl === undefined) return ok('Redis', 'not used; each node has a cache and limits of its own')
  const { host } = new URL(redisUrl)
  if (state === 'up') return ok('Redis', `${host} answers`)
  return warn(
    'Redis',
    `${host} does not answer within ${redisTimeoutMs} ms`,
    'Start it or correct REDIS_URL; meanwhile each node has a cache and limits of its own.',
  )
}
