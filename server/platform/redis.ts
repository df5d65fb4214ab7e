import { Redis } from 'ioredis'
import type { Log } from './log.ts'
import { startLoop } from './loop.ts'
import { counter, gauge, type Metrics } from './metrics.ts'
import { within } from './within.ts'

/** Redis, as something that may be away: nobody waits for it longer than `askMs`, and nothing it does is an error. */
export type RedisLink = {
  /** What Redis answers, or undefined while it is away, slow, or refuses. Never throws. */
  ask<T>(work: (client: Redis) => Promise<T>): Promise<T | undefined>
  close(): Promise<void>
}

const pieces = 5
const connectMs = 500
const skipMs = 1_000

/**
 * Connects, and after a failure leaves Redis alone for about a second: meanwhile everybody is answered undefined at
 * once, and one attempt in the background at a time, which nobody waits for, finds out whether it answers in time
 * again. Resolves after the first attempt, whatever came of it.
 */
export async function openRedis({ url, name, askMs, log, metrics }: Options): Promise<RedisLink> {
  let client: Redis | undefined
  let notBefore = 0
  let closed = false
  const failures = counter(metrics, 'tradewind_redis_failures_total', 'Times Redis was given up for a second')
  gauge(metrics, 'tradewind_redis_up', 'Whether Redis is asked (1) or skipped (0)', () => (client ? 1 : 0))
  const tried = Promise.withResolvers<void>()
  const loop = startLoop({
    name: 'the connection to Redis',
    log,
    async work() {
      if (client) return Number.POSITIVE_INFINITY
      const restMs = notBefore - performance.now()
      if (restMs > 0) return restMs
      try {
        keep(await connect(url, name, askMs))
      } finally {
        tried.resolve()
      }
      return Number.POSITIVE_INFINITY
    },
  })
  await tried.promise

  function keep(found: Redis) {
    if (closed) return found.disconnect()
    client = found
    found.once('close', () => drop(found, new Error('the connection was closed')))
  }

  /** Ends the connection too: whatever is still asked on it fails at once, and what it still answers comes too late. */
  function drop(failed: Redis, error: unknown) {
    if (client !== failed) return
    client = undefined
    notBefore = performance.now() + skipMs * (0.75 + Math.random() / 2)
    failures.inc()
    log.warn({ err: error }, 'Redis is skipped until it answers in time: each node goes on by itself')
    failed.disconnect()
    loop.wake()
  }

  let toldAt = Number.NEGATIVE_INFINITY
  function tellRefusal(error: Error) {
    if (performance.now() - toldAt < 60_000) return
    toldAt = performance.now()
    log.warn({ err: error }, 'Redis refused a command, and the node went on without it')
  }

  return {
    async ask(work) {
      const asked = client
      if (!asked) return undefined
      try {
        return await inTime(askMs, work(asked))
      } catch (error) {
        if (isRefusal(error)) tellRefusal(error)
        else drop(asked, error)
        return undefined
      }
    },
    async close() {
      closed = true
      const last = client
      client = undefined
      last?.disconnect()
      await loop.close()
    },
  }
}

/** A client for this one connection: reconnecting is the loop's, and a command that failed is not sent again. */
async function connect(url: string, name: string, askMs: number): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectMs,
    connectionName: name.replace(/\s/g, '-'),
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    keepAlive: 10_000,
  })
  // A command that fails says only that the connection is closed; why, this event says.
  let reason: Error | undefined
  client.on('error', (error) => {
    reason = error
  })
  try {
    await within(connectMs, client.connect(), late(connectMs))
    await inTime(askMs, client.ping())
    return client
  } catch (error) {
    client.disconnect()
    throw reason ?? error
  }
}

/**
 * Waits in short pieces, each of which may come late: a process that gets no CPU blames itself and not Redis. After the
 * last one the answer may be here, unread: the poll that comes before an immediate reads it.
 */
async function inTime<T>(askMs: number, work: Promise<T>): Promise<T> {
  const answered = work.then(
    (value) => () => value,
    (error) => () => {
      throw error
    },
  )
  for (let piece = 0; piece < pieces; piece++) {
    const first = await within<(() => T) | undefined>(askMs / pieces, answered, () => undefined)
    if (first) return first()
  }
  const last = await Promise.race([answered, new Promise<void>((done) => setImmediate(done))])
  return (last ?? late(askMs))()
}

const late = (ms: number) => (): never => {
  throw new Error(`Redis did not answer within ${ms} ms`)
}

const isRefusal = (error: unknown): error is Error => error instanceof Error && error.name === 'ReplyError'

/** `askMs`: how long an answer may take. */
type Options = { url: string; name: string; askMs: number; log: Log; metrics: Metrics }
