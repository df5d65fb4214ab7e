import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buyer } from '../support/buyer.ts'
import { form } from '../support/forms.ts'
import { holdStock } from '../support/hold-rows.ts'
import { expectSound } from '../support/invariants.ts'
import { signIn } from '../support/people.ts'
import { picture } from '../support/pictures.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

// F5: PostgreSQL is there, connections to it stay open, and nothing comes back.

/** Silence is known after 2 s, and who waited first for a turn knows a little later; a statement may take 12 s. */
const promptlyMs = 8_000

let shop: TestShop
let proxy: Awaited<ReturnType<typeof startTcpProxy>>
let node: Awaited<ReturnType<TestShop['again']>>
let ada: Awaited<ReturnType<typeof buyer>>
let productId: string

beforeAll(async () => {
  shop = await startShop()
  const url = new URL(shop.appUrl)
  proxy = await startTcpProxy(Number(url.port))
  url.port = String(proxy.port)
  // With a shop's own patience: an addition waits for the list of orders under way, at most for a quarter of it.
  node = await shop.again({ DATABASE_URL: url.href, MAX_TRANSACTION_WAIT_MS: '400' })
})
beforeEach(async () => {
  productId = (await addProduct(shop, { stock: 5 })).id
  ada = await buyer(shop, node.app)
  await ada.add(productId)
})
afterEach(() => proxy.heal())
afterAll(async () => {
  await node.close()
  await proxy.close()
  await shop.close()
})

const orders = async () => (await shop.sql<{ n: number }>('select count(*) as n from orders'))[0]?.n

test('F5 on connections that are open already, writes are refused within a couple of seconds and reads come from the cache', async () => {
  const { headers } = await signIn(shop, { role: 'admin' })
  await node.app.inject('/products')
  const before = await orders()
  proxy.hole()
  const writes = [
    () => ada.place(),
    () => ada.add(productId),
    () => ada.get('orders'),
    () =>
      node.app.inject({
        method: 'POST',
        url: `/products/${productId}/stock`,
        headers,
        body: { delta: 1, reason: 'restock' },
      }),
  ]
  for (let round = 0; round < 2; round++) {
    await Promise.all(
      writes.map(async (write) => {
        const startedAt = performance.now()
        const answer = await write()
        expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable'])
        expect(answer.headers['retry-after']).toMatch(/^\d+$/)
        expect(performance.now() - startedAt).toBeLessThan(promptlyMs)
      }),
    )
  }
  const startedAt = performance.now()
  const read = await node.app.inject('/products')
  expect([read.statusCode, read.headers['x-cache']]).toEqual([200, 'stale'])
  expect(performance.now() - startedAt).toBeLessThan(1_500)

  proxy.heal()
  await expect.poll(async () => (await ada.place()).statusCode, { timeout: 5_000 }).toBe(200)
  expect(await orders()).toBe((before ?? 0) + 1)
  await expectSound(shop)
})

for (const [what, passesOn] of [
  ['its answer', true],
  ['it', false],
] as const) {
  test(`F5 I8 a COMMIT that loses ${what} is unknown, never "nothing changed", and its key settles it`, async () => {
    const before = await orders()
    proxy.holeAt('commit\0', passesOn)
    const startedAt = performance.now()
    const unknown = await ada.place({}, 'settle me')
    expect(unknown.statusCode).toBe(500)
    expect(performance.now() - startedAt).toBeLessThan(promptlyMs)
    expect(await orders()).toBe((before ?? 0) + (passesOn ? 1 : 0))

    proxy.heal()
    const answers = []
    for (let i = 0; i < 2; i++) {
      await expect.poll(async () => (await ada.get('orders')).statusCode, { timeout: 5_000 }).toBe(200)
      answers.push(await ada.place({}, 'settle me'))
    }
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200])
    expect(answers[0]?.json()).toEqual(answers[1]?.json())
    expect(await orders()).toBe((before ?? 0) + 1)
    await expectSound(shop)
  })
}

test('F3 what an admin changed is told as done once it is committed, whatever becomes of PostgreSQL after', async () => {
  const { headers } = await signIn(shop, { role: 'admin' })
  const url = `/products/${productId}`
  const pictured = async (fields: Record<string, string>) => {
    const { payload, headers: type } = await form({ ...fields, productFile: await picture() })
    return { method: 'POST', payload, headers: { ...headers, ...type } } as const
  }
  const ifMatch = { ...headers, 'if-match': '"1"' }
  const writes = [
    { method: 'PATCH', url, headers: ifMatch, body: { name: 'Renamed' } },
    { ...(await pictured({})), url: `${url}/images` },
    { ...(await pictured({ name: 'New', price: '1.00' })), url: '/upload-product' },
  ] as const
  for (const write of writes) {
    proxy.holeAt('COMMIT\0', true)
    expect((await node.app.inject(write)).statusCode).toBeLessThan(300)
    proxy.heal()
    await expect.poll(async () => (await ada.get('orders')).statusCode, { timeout: 5_000 }).toBe(200)
  }
  const [image] = await shop.sql<{ id: string }>('select id from images where product_id = $1', [productId])
  proxy.holeAt('COMMIT\0', true)
  const remove = { method: 'DELETE', url: `${url}/images/${image?.id}`, headers } as const
  expect((await node.app.inject(remove)).statusCode).toBe(200)
  expect(await shop.sql('select name from products where id = $1', [productId])).toEqual([
    { name: 'Renamed' },
  ])
})

test('F5 a statement that waits for a lock is not taken for a server that has gone silent', async () => {
  const held = await holdStock(shop, productId)
  const placing = ada.place()
  await held.waiting(1)
  await sleep(3_000)
  await held.release()
  expect((await placing).statusCode).toBe(200)
})
