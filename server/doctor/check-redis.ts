import type { Config } from '../config.ts'
import type { Health } from '../platform/health.ts'
import { type Finding, ok, warn } from './finding.ts'

/** Redis makes several nodes faster and their limits one; no node needs it. */
export async function checkRedis({ redisUrl }: Config, health: Health): Promise<Finding> {
  if (redisUrl === undefined) return ok('Redis', 'not used; each node has a cache and limits of its own')
  const { host } = new URL(redisUrl)
  const { parts } = await health.report()
  if (parts.redis === 'up') return ok('Redis', `${host} answers`)
  return warn(
    'Redis',
    `${host} does not answer within 50 ms`,
    'Start it or correct REDIS_URL; meanwhile each node has a cache and limits of its own.',
  )
}
