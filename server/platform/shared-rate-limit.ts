import { createHmac } from 'node:crypto'
import type { RateLimiter } from './rate-limit.ts'
import type { RedisLink } from './redis.ts'

/**
 * Fixed windows that all nodes share, in Redis. Each node counts for itself as well, so that its own limit takes over
 * where it stood when Redis is away. No address stands in Redis: keys are signed.
 */
export function createSharedRateLimiter({ redis, local, secret }: Options): RateLimiter {
  const name = (key: string) => `limit:${createHmac('sha256', secret).update(key).digest('base64url')}`
  return {
    async hit(key, limit, windowMs, growToMs = 0) {
      const alone = local.hit(key, limit, windowMs, growToMs)
      const shared = await redis.ask((client) => client.eval(hit, 1, name(key), limit, windowMs, growToMs))
      if (!shared) return alone
      const [allowed, retryAfterMs] = shared as [number, number]
      return { allowed: allowed === 1, retryAfterMs }
    },
    async refund(key) {
      await Promise.all([local.refund(key), redis.ask((client) => client.eval(refund, 1, name(key)))])
    },
    async reset(key) {
      await Promise.all([local.reset(key), redis.ask((client) => client.unlink(name(key)))])
    },
  }
}

/** Counts and answers at once, by Redis's clock alone. What is no count of ours, or would stay for ever, starts anew. */
const hit = `
local limit, window, grow = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local count, left = redis.pcall('INCR', KEYS[1]), redis.call('PTTL', KEYS[1])
if type(count) ~= 'number' or left < 0 then
  count, left = 1, window
  redis.call('SET', KEYS[1], 1, 'PX', window)
end
local beyond = count - limit
if beyond > 0 then
  local wait = math.min(grow, window * 2 ^ (beyond - 1))
  if wait > left then
    left = wait
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', left))
  end
end
return {beyond > 0 and 0 or 1, left}`

const refund = `
local count = tonumber(redis.call('GET', KEYS[1]))
if count and count > 0 then return redis.call('DECR', KEYS[1]) end
return 0`

type Options = { redis: RedisLink; local: RateLimiter; secret: Buffer }
