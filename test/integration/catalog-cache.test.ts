import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../server/platform/postgres.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

type Node = { app: TestShop['app'] }
const get = (url: string, headers: Record<string, string> = {}, node: Node = shop) =>
  node.app.inject({ url, headers })
const rename = (id: string, name: string) =>
  shop.sql('update products set name = $2 where id = $1', [id, name])

test('X-Cache tells how an answer came about: miss, hit, and a miss again after a change', async () => {
  const { id } = await addProduct(shop)
  const lists = [
    '/products',
    '/products?sort=price&limit=3',
    '/products/categories',
    '/products/suggestions?q=pr',
  ]
  for (const url of [`/products/${id}`, ...lists]) {
    await shop.context.catalogChanges.poll()
    expect([url, (await get(url)).headers['x-cache']]).toEqual([url, 'miss'])
    expect([url, (await get(url)).headers['x-cache']]).toEqual([url, 'hit'])
    await rename(id, `Pretzel ${url}`)
    await shop.context.catalogChanges.poll()
    expect([url, (await get(url)).headers['x-cache']]).toEqual([url, 'miss'])
  }
})

test('a change of one product leaves the pages of the others in the cache', async () => {
  const [one, other] = [await addProduct(shop), await addProduct(shop)]
  await shop.context.catalogChanges.poll()
  for (const { id } of [one, other]) await get(`/products/${id}`)
  await rename(one.id, 'Changed')
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${other.id}`)).headers['x-cache']).toBe('hit')
  expect((await get(`/products/${one.id}`)).json().name).toBe('Changed')
})

test('an admin sees a change at once on the node that made it', async () => {
  const { headers } = await signIn(shop, { role: 'admin' })
  const { id } = await addProduct(shop)
  for (let version = 1; version <= 5; version++) {
    await get(`/products/${id}`)
    const changed = await shop.app.inject({
      method: 'PATCH',
      url: `/products/${id}`,
      headers: { ...headers, 'if-match': `"${version}"` },
      body: { name: `Version ${version + 1}` },
    })
    expect(changed.statusCode).toBe(200)
    expect((await get(`/products/${id}`)).json().name).toBe(`Version ${version + 1}`)
  }
})

test('an ETag is of the bytes: 304 while they are the same, compared weakly, also when read anew', async () => {
  const { id } = await addProduct(shop, { stock: 50 })
  const first = await get(`/products/${id}`)
  const etag = String(first.headers.etag)
  expect(etag).toMatch(/^"[\w-]{20,}"$/)
  expect(first.headers['cache-control']).toBe('no-cache')
  for (const held of [etag, `W/${etag}`, `"other", W/${etag}`, '*']) {
    const same = await get(`/products/${id}`, { 'if-none-match': held })
    expect([held, same.statusCode, same.body, same.headers.etag]).toEqual([held, 304, '', etag])
  }
  await shop.sql('update products set updated_at = updated_at where id = $1', [id])
  await shop.context.catalogChanges.poll()
  const anew = await get(`/products/${id}`, { 'if-none-match': etag })
  expect([anew.statusCode, anew.headers['x-cache']]).toEqual([304, 'miss'])
  await rename(id, 'Another')
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${id}`, { 'if-none-match': etag })).statusCode).toBe(200)
})

test('a sale outdates nothing, and shows within 500 ms', async () => {
  const { id } = await addProduct(shop, { stock: 6 })
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${id}`)).json()).toMatchObject({ stock: 6, availability: 'in_stock' })
  for (const quantity of [5, 0, 7]) {
    await shop.sql('update stock set quantity = $2 where variant_id = $1', [id, quantity])
    await sleep(520)
    const shown = await get(`/products/${id}`)
    expect(shown.headers['x-cache']).toBe('hit')
    expect(shown.json().stock).toBe(quantity)
  }
})

test('I22 what changes on one node is seen on the other within 1 s, 20 times', async () => {
  const other = await shop.again()
  const { id } = await addProduct(shop)
  for (let round = 0; round < 20; round++) {
    const name = `Round ${round}`
    await get(`/products/${id}`, {}, other)
    await get('/products', {}, other)
    await rename(id, name)
    const committedAt = performance.now()
    let seen = false
    while (!seen && performance.now() - committedAt < 1_000) {
      const detail = (await get(`/products/${id}`, {}, other)).json()
      const listed = (await get('/products', {}, other)).json()
      seen = detail.name === name && listed.items.some((item: { name: string }) => item.name === name)
      await sleep(5)
    }
    expect([round, seen]).toEqual([round, true])
  }
})

test('I22 a change whose transaction commits late is not skipped', async () => {
  const [slow, quick] = [await addProduct(shop), await addProduct(shop)]
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const late = shop.context.db.transaction(async (tx) => {
    await tx.query({ text: `update products set name = 'Late' where id = $1`, values: [slow.id] })
    begun.resolve()
    await gate.promise
  })
  await begun.promise
  await rename(quick.id, 'Quick')
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${slow.id}`)).json().name).toBe(slow.name)
  expect((await get(`/products/${quick.id}`)).json().name).toBe('Quick')
  gate.resolve()
  await late
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${slow.id}`)).json().name).toBe('Late')
})

test('I22 a slow reader never replaces what is newer, and its answer is not kept', async () => {
  const { id } = await addProduct(shop, { name: 'Old' })
  await shop.context.catalogChanges.poll()
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const { query } = shop.context.catalogDb
  const catalogDb = shop.context.catalogDb as { query: Db['query'] }
  catalogDb.query = async (config) => {
    const found = await query(config)
    begun.resolve()
    await gate.promise
    return found
  }
  const slow = get(`/products/${id}`)
  await begun.promise
  catalogDb.query = query
  await rename(id, 'New')
  await shop.context.catalogChanges.poll()
  expect((await get(`/products/${id}`)).json().name).toBe('New')
  gate.resolve()
  expect((await slow).json().name).toBe('Old')
  const after = await get(`/products/${id}`)
  expect([after.headers['x-cache'], after.json().name]).toEqual(['hit', 'New'])
})

test('a stampede makes one query', async () => {
  const { id } = await addProduct(shop)
  await shop.context.catalogChanges.poll()
  const { query } = shop.context.catalogDb
  const catalogDb = shop.context.catalogDb as { query: Db['query'] }
  let queries = 0
  catalogDb.query = (config) => {
    queries++
    return query(config)
  }
  const answers = await Promise.all(Array.from({ length: 200 }, () => get(`/products/${id}`)))
  catalogDb.query = query
  expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]))
  expect(queries).toBe(1)
})

test('F3 without PostgreSQL the catalogue goes on from what it has, and comes back by itself', async () => {
  const { port, pathname } = new URL(shop.appUrl)
  const proxy = await startTcpProxy(Number(port))
  const url = new URL(shop.appUrl)
  url.port = String(proxy.port)
  expect(url.pathname).toBe(pathname)
  const node = await shop.again({ DATABASE_URL: url.href })
  const { id } = await addProduct(shop, { name: 'Kept' })
  await node.context.catalogChanges.poll()
  for (const path of [`/products/${id}`, '/products']) await get(path, {}, node)

  for (const trouble of ['cut', 'hole'] as const) {
    proxy[trouble]()
    await rename(id, `Unseen ${trouble}`)
    await sleep(1_100)
    for (const path of [`/products/${id}`, '/products', `/products/${id}`]) {
      const begun = performance.now()
      const answer = await get(path, {}, node)
      expect([trouble, path, answer.statusCode, answer.headers['x-cache']]).toEqual([
        trouble,
        path,
        200,
        'stale',
      ])
      expect(performance.now() - begun).toBeLessThan(1_500)
    }
    const unknown = await get('/products?limit=7', {}, node)
    expect([unknown.statusCode, unknown.headers['retry-after']]).toEqual([503, '2'])

    proxy.heal()
    const healedAt = performance.now()
    let answer = await get(`/products/${id}`, {}, node)
    while (answer.headers['x-cache'] !== 'hit' && performance.now() - healedAt < 5_000) {
      await sleep(50)
      answer = await get(`/products/${id}`, {}, node)
    }
    expect([answer.headers['x-cache'], answer.json().name]).toEqual(['hit', `Unseen ${trouble}`])
  }
  await node.close()
  await proxy.close()
})
