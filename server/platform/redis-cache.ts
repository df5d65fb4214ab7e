import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Cache, Entry } from './cache.ts'
import type { RedisLink } from './redis.ts'

/** The tier behind the one in this process, which other nodes share: it answers what it has, outdated or not. */
export type SharedCache = {
  last(key: string): Promise<Entry | undefined>
  set: Cache['set']
  delete(...keys: string[]): Promise<void>
}

/** A longer text under a key is nothing of ours, and would hold up the connection. */
const mostBytes = 1024 * 1024

/**
 * Entries in Redis, as JSON and a signature of it and its key: what anybody else wrote there, or moved there from
 * another key, is as if it were not there, and is written over by the next entry.
 */
export function createRedisCache({ redis, secret }: { redis: RedisLink; secret: Buffer }): SharedCache {
  const sign = (key: string, text: string) =>
    createHmac('sha256', secret).update(key).update('\0').update(text).digest('base64url')
  return {
    async last(key) {
      const found = await redis.ask((client) => client.getrange(key, 0, mostBytes))
      return found ? entryOf(found, (text) => sign(key, text)) : undefined
    },
    async set(key, entry, ttlMs) {
      const text = textOf(entry)
      if (Buffer.byteLength(text) > mostBytes - 100) return
      const { origin, xmax } = entry.position
      const ms = Math.ceil(ttlMs)
      await redis.ask((client) =>
        client.eval(setUnlessOlder, 1, key, `${text}\n${sign(key, text)}`, ms, origin, xmax),
      )
    },
    async delete(...keys) {
      await redis.ask((client) => client.unlink(...keys))
    },
  }
}

/**
 * A rough "unless a newer one is there": it spares a miss and decides nothing, as who reads an entry asks the change
 * log about it. Whatever else is there, or would stay for ever, is written over.
 */
const setUnlessOlder = `
local head = redis.pcall('GETRANGE', KEYS[1], 0, 200)
local origin, xmax
if type(head) == 'string' then origin, xmax = string.match(head, '^{"position":{"origin":"([^"]*)","xmax":(%d+)') end
if origin == ARGV[3] and tonumber(xmax) > tonumber(ARGV[4]) and redis.call('PTTL', KEYS[1]) > 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`

/** The position comes first, where the script looks for it. */
function textOf({ position: { origin, xmax, running }, subject, pieces, figureIds, figures }: Entry) {
  return JSON.stringify({ position: { origin, xmax, running }, subject, pieces, figureIds, figures })
}

function entryOf(found: string, sign: (text: string) => string): Entry | undefined {
  const end = found.lastIndexOf('\n')
  const text = found.slice(0, Math.max(0, end))
  const [given, right] = [Buffer.from(found.slice(end + 1)), Buffer.from(sign(text))]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  return JSON.parse(text) as Entry
}
