import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askParts } from '../../server/doctor/ask-parts.ts'
import { checkRedis } from '../../server/doctor/check-redis.ts'
import { findRedis, startRedis, undisturbed } from '../support/redis.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

describe.skipIf(!(await findRedis()))('rate limits in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>
  let look: Redis
  let shop: TestShop
  let nodes: [TestShop, Pick<TestShop, 'app' | 'context' | 'close'>]
  beforeAll(async () => {
    redis = await startRedis()
    proxy = await startTcpProxy(redis.port)
    look = new Redis(redis.url)
    // A busy machine must not look like a Redis that is away.
    shop = await startShop({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '1500' })
    nodes = [shop, await shop.again({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` })]
  })
  afterAll(async () => {
    look?.disconnect()
    await shop?.close()
    await proxy?.close()
    await redis?.stop()
  })

  const steady = (title: string, work: (round: number) => Promise<void>) =>
    test(title, { timeout: 60_000 }, () => undisturbed(nodes, work))
  const limits = (node: number) => nodes[node % 2 === 0 ? 0 : 1].context.rateLimit
  const logIn = (node: number, email: string) =>
    nodes[node % 2 === 0 ? 0 : 1].app.inject({
      method: 'POST',
      url: '/api/userLogin',
      body: { email, password: 'a wrong password' },
    })

  steady('S09 S10 failures count per account over all nodes, parallel ones too', async (round) => {
    const email = `ada-${round}@example.com`
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => logIn(i, email)))
    for (let i = 0; i < 8; i++) answers.push(await logIn(i, email))
    const count = (status: number) => answers.filter(({ statusCode }) => statusCode === status).length
    // Those that found too many waiting (503) were not tried.
    expect(count(401)).toBe(5)
    expect(count(429) + count(503)).toBe(15)
    expect(Number((await logIn(0, email)).headers['retry-after'])).toBeGreaterThan(900)
    expect(await look.keys('*ada*')).toEqual([])
  })

  steady('S09 a limit on clients is shared, a window ends, refund and reset are shared', async (round) => {
    const key = `client ${round}`
    const hit = (node: number, growToMs = 0) => limits(node).hit(key, 4, 10_000, growToMs)
    for (let i = 0; i < 4; i++) expect((await hit(i)).allowed).toBe(true)
    expect((await hit(0)).allowed).toBe(false)
    await limits(1).refund(key)
    await limits(0).refund(key)
    expect((await hit(1)).allowed).toBe(true)
    const waits: number[] = []
    for (let i = 0; i < 4; i++) waits.push(Math.round((await hit(i, 35_000)).retryAfterMs / 1_000))
    expect(waits).toEqual([10, 20, 35, 35])
    await limits(1).reset(key)
    expect((await limits(0).hit(key, 1, 50)).allowed).toBe(true)
    expect((await limits(1).hit(key, 1, 50)).allowed).toBe(false)
    await sleep(60)
    expect((await limits(1).hit(key, 1, 10_000)).allowed).toBe(true)
  })

  steady('a foreign value where a count should be is written over, and every count ends', async () => {
    await look.flushall()
    await limits(0).hit('foreign', 3, 10_000)
    const [key = ''] = await look.keys('limit:*')
    for (const poison of [
      () => look.set(key, 'not a number'),
      () => look.rpush(key, 'a', 'b'),
      () => look.set(key, '4000'),
    ]) {
      await look.unlink(key)
      await poison()
      for (let i = 0; i < 3; i++) expect((await limits(i).hit('foreign', 3, 10_000)).allowed).toBe(true)
      expect((await limits(0).hit('foreign', 3, 10_000)).allowed).toBe(false)
      expect(await look.pttl(key)).toBeGreaterThan(0)
    }
  })

  test('F6 F13 a node that Redis does not answer goes on with its own limit, where it stood', async () => {
    await nodes[1].close()
    nodes[1] = await shop.again({ REDIS_URL: `redis://127.0.0.1:${proxy.port}`, REDIS_TIMEOUT_MS: '50' })
    for (const [i, trouble] of (['hole', 'cut', 'slow'] as const).entries()) {
      const key = `cut off ${trouble}`
      for (let hits = 0; hits < 3; hits++) await limits(1).hit(key, 4, 60_000)
      if (trouble === 'slow') proxy.slow(400)
      else proxy[trouble]()
      const begun = performance.now()
      expect([i, (await limits(1).hit(key, 4, 60_000)).allowed]).toEqual([i, true])
      expect(performance.now() - begun).toBeLessThan(1_000)
      const next = performance.now()
      for (let hits = 0; hits < 20; hits++) expect((await limits(1).hit(key, 4, 60_000)).allowed).toBe(false)
      expect(performance.now() - next).toBeLessThan(500)
      const ready = (await nodes[1].app.inject('/readyz')).json()
      expect(ready.parts).toMatchObject({ postgres: 'up', redis: 'down' })
      expect((await shop.app.inject('/readyz')).json().parts.redis).toBe('up')
      const found = await Promise.all(
        nodes.map(async ({ context }) => checkRedis(context.config, (await askParts(context.health)).redis)),
      )
      expect(found.map(({ state }) => state)).toEqual(['ok', 'warn'])
      expect((await shop.context.rateLimit.hit(key, 4, 60_000)).allowed).toBe(true)

      proxy.heal()
      await expect
        .poll(async () => (await nodes[1].app.inject('/readyz')).json().parts.redis, { timeout: 8_000 })
        .toBe('up')
      expect((await limits(1).hit(key, 4, 60_000)).allowed).toBe(false)
    }
    const { context } = nodes[1]
    expect(await context.metrics.getSingleMetricAsString('tradewind_redis_up')).toMatch(/ 1$/)
    expect(await context.metrics.getSingleMetricAsString('tradewind_redis_failures_total')).toMatch(
      / [1-9]\d*$/,
    )
  })
})
