import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRedis } from '../../server/doctor/check-redis.ts'
import { findRedis, startRedis } from '../support/redis.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

describe.skipIf(!findRedis())('rate limits in Redis', () => {
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

  const limits = (node: number) => nodes[node % 2 === 0 ? 0 : 1].context.rateLimit
  const logIn = (node: number, email: string) =>
    nodes[node % 2 === 0 ? 0 : 1].app.inject({
      method: 'POST',
      url: '/api/userLogin',
      body: { email, password: 'a wrong password' },
    })

  test('S09 S10 failures count per account over all nodes, parallel ones too', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => logIn(i, 'ada@example.com')))
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
    const waits = [Number((await logIn(0, 'ada@example.com')).headers['retry-after'])]
    expect(waits[0]).toBeGreaterThan(900)
    expect(await look.keys('*ada*')).toEqual([])
  })

  test('S09 a limit on clients is shared, a window ends, a wait grows to its most, refund and reset are shared', async () => {
    for (let i = 0; i < 4; i++) expect((await limits(i).hit('client', 4, 400)).allowed).toBe(true)
    expect((await limits(0).hit('client', 4, 400)).allowed).toBe(false)
    await limits(1).refund('client')
    await limits(0).refund('client')
    expect((await limits(1).hit('client', 4, 400)).allowed).toBe(true)
    const waits: number[] = []
    for (let i = 0; i < 4; i++)
      waits.push(Math.round((await limits(i).hit('client', 4, 400, 1_500)).retryAfterMs / 100))
    expect(waits).toEqual([4, 8, 15, 15])
    await limits(1).reset('client')
    expect((await limits(0).hit('client', 4, 50)).allowed).toBe(true)
    await expect.poll(async () => (await look.keys('limit:*')).length, { timeout: 2_000 }).toBeLessThan(5)
  })

  test('a foreign value where a count should be is written over, and every count ends', async () => {
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

  // Its times are a quiet machine's: TEST_TIMES=1 asks for them.
  test.runIf(process.env.TEST_TIMES)(
    'F6 F13 a node that Redis does not answer goes on with its own limit, where it stood',
    async () => {
      await nodes[1].close()
      nodes[1] = await shop.again({ REDIS_URL: `redis://127.0.0.1:${proxy.port}`, REDIS_TIMEOUT_MS: '50' })
      for (const [i, trouble] of (['hole', 'cut', 'slow'] as const).entries()) {
        const key = `cut off ${trouble}`
        for (let hits = 0; hits < 3; hits++) await limits(1).hit(key, 4, 60_000)
        if (trouble === 'slow') proxy.slow(100)
        else proxy[trouble]()
        const begun = performance.now()
        expect([i, (await limits(1).hit(key, 4, 60_000)).allowed]).toEqual([i, true])
        expect(performance.now() - begun).toBeLessThan(150)
        const next = performance.now()
        for (let hits = 0; hits < 20; hits++)
          expect((await limits(1).hit(key, 4, 60_000)).allowed).toBe(false)
        expect(performance.now() - next).toBeLessThan(60)
        const ready = (await nodes[1].app.inject('/readyz')).json()
        expect(ready.parts).toMatchObject({ postgres: 'up', redis: 'down' })
        expect((await shop.app.inject('/readyz')).json().parts.redis).toBe('up')
        const found = await Promise.all(
          nodes.map(({ context }) => checkRedis(context.config, context.health)),
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
      expect(await context.metrics.getSingleMetricAsString('redis_breaker')).toContain('{state="closed"} 1')
      expect(await context.metrics.getSingleMetricAsString('redis_failures_total')).toContain(' 3')
    },
  )
})
