import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../server/platform/postgres.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { findRedis, startRedis, undisturbed } from '../support/redis.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

type Node = Pick<TestShop, 'app' | 'context'>

describe.skipIf(!(await findRedis()))('the catalogue cache in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>
  let look: Redis
  let shop: TestShop
  let other: Node
  beforeAll(async () => {
    redis = await startRedis()
    proxy = await startTcpProxy(redis.port)
    look = new Redis(redis.url)
    look.on('error', () => {})
    shop = await startShop({ REDIS_URL: redis.url })
    other = await shop.again({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` })
  })
  afterAll(async () => {
    look?.disconnect()
    await shop?.close()
    await proxy?.close()
    await redis?.stop()
  })

  const steady = (title: string, work: () => Promise<void>) =>
    test(title, { timeout: 60_000 }, () => undisturbed([shop, other], work))
  const get = (url: string, node: Node = shop, headers = {}) => node.app.inject({ url, headers })
  const rename = (id: string, name: string) =>
    shop.sql('update products set name = $2 where id = $1', [id, name])
  /** The one that reads first looks last: a node takes what was read under all that it knows itself, and no less. */
  const looked = async () => {
    await other.context.catalogChanges.poll()
    await shop.sql('select pg_current_xact_id()')
    await shop.context.catalogChanges.poll()
  }
  const redisIs = (state: string, node: Node) =>
    expect.poll(async () => (await get('/readyz', node)).json().parts.redis, { timeout: 10_000 }).toBe(state)
  const bothUp = () => Promise.all([shop, other].map((node) => redisIs('up', node)))
  const stored = (key: string) => expect.poll(() => look.exists(key), { timeout: 2_000 }).toBe(1)
  const tier = async (name: string, { context }: Node = other) =>
    Number((await reads(context)).find(({ labels }) => labels.tier === name)?.value ?? 0)
  const reads = async (context: TestShop['context']) =>
    (await context.metrics.getMetricsAsJSON()).find(({ name }) => name === 'tradewind_cache_reads_total')
      ?.values ?? []
  /** Counts what a node asks PostgreSQL for pages while `work` runs. */
  async function queriesOf({ context }: Node, work: () => Promise<unknown>) {
    const catalogDb = context.catalogDb as { query: Db['query'] }
    const { query } = catalogDb
    let queries = 0
    catalogDb.query = (config) => {
      queries++
      return query(config)
    }
    await work().finally(() => {
      catalogDb.query = query
    })
    return queries
  }

  steady(
    'what one node read, the other has from Redis, under the names of the contract, for about a minute',
    async () => {
      const { headers } = await signIn(shop, { role: 'admin' })
      const { id } = await addProduct(shop, { stock: 7 })
      await looked()
      const pages = { products_with_images: '/products', all_products: '/stats/products' }
      for (const url of Object.values(pages)) await get(url, shop, headers)
      await get(`/products/${id}`)
      for (const key of [...Object.keys(pages), 'total_products', `product:${id}`]) {
        await stored(key)
        const ttl = await look.pttl(key)
        expect([key, ttl > 50_000 && ttl <= 66_000]).toEqual([key, true])
      }
      const queries = await queriesOf(other, async () => {
        for (const url of [...Object.values(pages), `/products/${id}`]) {
          const [here, there] = [await get(url, shop, headers), await get(url, other, headers)]
          expect([url, there.headers['x-cache']]).toEqual([url, 'hit'])
          expect(there.body).toBe(here.body)
        }
      })
      expect(queries).toBe(0)
      const [memory, fromRedis] = [await tier('memory'), await tier('redis')]
      expect(fromRedis).toBeGreaterThanOrEqual(3)
      await get('/products', other)
      expect([await tier('memory'), await tier('redis')]).toEqual([memory + 1, fromRedis])
    },
  )

  steady('I22 an entry in Redis that was read before a change is never shown after it', async () => {
    const { id } = await addProduct(shop, { name: 'Old' })
    await looked()
    await get(`/products/${id}`)
    await stored(`product:${id}`)
    const old = await look.getBuffer(`product:${id}`)
    await rename(id, 'New')
    await looked()
    for (const node of [other, shop]) expect((await get(`/products/${id}`, node)).json().name).toBe('New')
    // Nor when it comes back from the dead, on a node whose own copy is gone.
    await look.set(`product:${id}`, old ?? '')
    const third = await shop.again({ REDIS_URL: redis.url })
    await third.context.catalogChanges.poll()
    const answer = await get(`/products/${id}`, third)
    expect([answer.json().name, answer.headers['x-cache']]).toEqual(['New', 'miss'])
    await third.close()
  })

  steady('I22 an older entry does not replace a newer one in Redis', async () => {
    const { id } = await addProduct(shop)
    await looked()
    await get(`/products/${id}`)
    await stored(`product:${id}`)
    const cache = shop.context.sharedCache
    const entry = await cache?.last(`product:${id}`)
    if (!cache || !entry) throw new Error('no entry')
    const later = { ...entry, position: { ...entry.position, xmax: entry.position.xmax + 5 } }
    await cache.set('ours', later, 5_000)
    await cache.set('ours', entry, 5_000)
    expect((await cache.last('ours'))?.position).toEqual(later.position)
    const elsewhere = { ...entry, position: { ...entry.position, origin: 'another' } }
    await cache.set('ours', elsewhere, 5_000)
    expect((await cache.last('ours'))?.position).toEqual(elsewhere.position)
  })

  steady('a poisoned or foreign value under our keys is ignored and written over', async () => {
    const [{ id }, another] = [await addProduct(shop, { name: 'Mine' }), await addProduct(shop)]
    await looked()
    for (const one of [id, another.id]) {
      await get(`/products/${one}`)
      await stored(`product:${one}`)
    }
    const key = `product:${id}`
    const ours = (await look.get(key)) ?? ''
    const poisons: [string, () => Promise<unknown>][] = [
      ['no entry at all', () => look.set(key, 'hello')],
      ['changed', () => look.set(key, ours.replace('Mine', 'Evil'))],
      ['cut short', () => look.set(key, ours.slice(0, 200))],
      ['of another key', async () => look.set(key, (await look.get(`product:${another.id}`)) ?? '')],
      ['very long', () => look.set(key, 'x'.repeat(3_000_000))],
      ['a list', () => look.rpush(key, 'a')],
      ['empty', () => look.set(key, '')],
    ]
    for (const [what, poison] of poisons) {
      await look.unlink(key)
      await poison()
      const node = await shop.again({ REDIS_URL: redis.url })
      await node.context.catalogChanges.poll()
      const answer = await get(`/products/${id}`, node)
      expect([what, answer.statusCode, answer.json().name, answer.headers['x-cache']]).toEqual([
        what,
        200,
        'Mine',
        'miss',
      ])
      await expect.poll(() => look.type(key), { timeout: 2_000 }).toBe('string')
      await expect.poll(() => look.get(key), { timeout: 2_000 }).toContain('Mine')
      expect([what, (await get('/readyz', node)).json().parts.redis]).toEqual([what, 'up'])
      await node.close()
    }
  })

  steady('a stampede makes one query a node, with Redis empty, and none where Redis has it', async () => {
    const { id } = await addProduct(shop)
    await looked()
    const all = (node: Node) =>
      Promise.all(Array.from({ length: 200 }, () => get(`/products/${id}`, node))).then((answers) =>
        expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200])),
      )
    expect(await queriesOf(shop, () => all(shop))).toBe(1)
    await stored(`product:${id}`)
    expect(await queriesOf(other, () => all(other))).toBe(0)
  })

  steady('a change of a product clears the first pages and its own out of Redis', async () => {
    const { id } = await addProduct(shop)
    await looked()
    for (const url of ['/products', `/products/${id}`]) await get(url)
    const keys = ['products_with_images', 'total_products', `product:${id}`]
    for (const key of keys) await stored(key)
    const { cacheConsumer } = await import('../../server/cache/consumer.ts')
    const event = { id: 'e', topic: 'product-changed', key: id, sequence: 2, payload: {}, requestId: null }
    await cacheConsumer.handle({} as never, [event as never], shop.context)
    await expect.poll(() => look.exists(...keys), { timeout: 2_000 }).toBe(0)
  })

  test('I22 F6 what changes on one node is seen on the other within 1 s, whatever happens to Redis', async () => {
    const { id } = await addProduct(shop)
    const troubles: [string, () => unknown][] = [
      ['none', () => {}],
      ['flushed', () => look.flushall()],
      ['killed', () => redis.kill()],
      ['back empty', () => redis.restart()],
      ['black-holed', () => proxy.hole()],
      ['healed', () => proxy.heal()],
      ['slow', () => proxy.slow(200)],
      ['quick', () => proxy.heal()],
    ]
    for (let round = 0; round < 20; round++) {
      const [trouble, cause] = troubles[round % troubles.length] ?? ['', () => {}]
      const name = `Round ${round}`
      for (const node of [shop, other])
        for (const url of [`/products/${id}`, '/products']) await get(url, node)
      await cause()
      await rename(id, name)
      const committedAt = performance.now()
      let seen = false
      let slowest = 0
      while (!seen && performance.now() - committedAt < 1_000) {
        const begun = performance.now()
        const answers = await Promise.all(
          [shop, other].flatMap((node) => [get(`/products/${id}`, node), get('/products', node)]),
        )
        slowest = Math.max(slowest, performance.now() - begun)
        for (const { statusCode } of answers) expect(statusCode).toBe(200)
        seen = answers.every(({ body }) => body.includes(`"${name}"`))
        await sleep(5)
      }
      expect([round, trouble, seen]).toEqual([round, trouble, true])
      expect(slowest).toBeLessThan(400)
    }
    await bothUp()
  })

  test('F6 a node starts and answers without Redis, and takes it up when it comes', async () => {
    await redis.kill()
    const begun = performance.now()
    const node = await shop.again({ REDIS_URL: redis.url })
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect((await get('/products', node)).statusCode).toBe(200)
    const ready = (await get('/readyz', node)).json()
    expect(ready.parts.redis).toBe('down')
    await redis.restart()
    await redisIs('up', node)
    await node.close()
    await bothUp()
  })

  steady('F3 F6 a node that never read a page shows it from Redis while PostgreSQL is away', async () => {
    const { id } = await addProduct(shop, { name: 'Kept' })
    await looked()
    await get(`/products/${id}`)
    await stored(`product:${id}`)
    const database = new URL(shop.appUrl)
    const way = await startTcpProxy(Number(database.port))
    database.port = String(way.port)
    const node = await shop.again({ REDIS_URL: redis.url, DATABASE_URL: database.href })
    await node.context.catalogChanges.poll()
    way.cut()
    await sleep(1_100)
    const answer = await get(`/products/${id}`, node)
    expect([answer.statusCode, answer.headers['x-cache'], answer.json().name]).toEqual([200, 'stale', 'Kept'])
    await node.close()
    await way.close()
  })
})
