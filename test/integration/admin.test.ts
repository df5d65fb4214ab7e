import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/platform/ids.ts'
import { appendEvents } from '../../server/platform/outbox.ts'
import { rebuildStats } from '../../server/stats/rebuild.ts'
import { buyer } from '../support/buyer.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let admin: Awaited<ReturnType<typeof signIn>>
beforeAll(async () => {
  shop = await startShop()
  admin = await signIn(shop, { role: 'admin', name: 'Root' })
})
afterAll(() => shop.close())

const call = (method: 'GET' | 'POST', path: string) =>
  shop.app.inject({ method, url: `/api/admin/${path}`, headers: admin.headers })
const get = async (path: string) => (await call('GET', path)).json()

/** All pages of a list, and that each holds no more than was asked for. */
async function everyPage<Item>(path: string, limit = 2) {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const page: { items: Item[]; nextCursor: string | null } = await get(
      `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`,
    )
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return items
}

test('customers come newest first, page by page, with what they have bought', async () => {
  const { id: productId } = await addProduct(shop, { priceMinor: 500, stock: 10 })
  const shopper = await buyer(shop)
  for (const quantity of [1, 2]) {
    await shopper.add(productId, quantity)
    const { id } = (await shopper.place()).json()
    if (quantity === 2) await shopper.post(`orders/${id}/cancellation`)
  }
  await rebuildStats(shop.context.db)
  await shop.sql("update users set created_at = '2026-01-01'")
  const found = await everyPage<{ id: string }>('customers', 1)
  const all = await shop.sql<{ id: string }>('select id from users order by created_at desc, id desc')
  expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  expect(found.find(({ id }) => id === shopper.id)).toEqual({
    id: shopper.id,
    name: shopper.name,
    email: shopper.email,
    role: 'customer',
    createdAt: '2026-01-01T00:00:00.000Z',
    orders: 2,
    revenue: '5.00',
  })
})

test('customers are found by a part of name or address, whose wildcards mean themselves', async () => {
  const plain = await signIn(shop, { name: 'Grace Hopper' })
  const odd = await signIn(shop, { name: '100%_sure\\' })
  const ids = async (q: string) =>
    (await get(`customers?q=${encodeURIComponent(q)}`)).items.map(({ id }: { id: string }) => id)
  expect(await ids('CE HOP')).toEqual([plain.id])
  expect(await ids(plain.email.slice(4, 20).toUpperCase())).toEqual([plain.id])
  expect(await ids('0%_s')).toEqual([odd.id])
  expect(await ids('e\\')).toEqual([odd.id])
  expect(await ids('G%H')).toEqual([])
  expect(await ids("'; drop table users; --")).toEqual([])
})

test('the audit log tells who did what, filtered by action, kind, actor and subject', async () => {
  const { id: productId } = await addProduct(shop)
  const shopper = await buyer(shop)
  await shopper.add(productId)
  const { id } = (await shopper.place()).json()
  await shop.app.inject({
    method: 'POST',
    url: `/api/admin/orders/${id}/status`,
    headers: admin.headers,
    body: { status: 'paid' },
  })
  const [entry, ...others] = (await get(`audit?subject=${id}`)).items
  expect(entry).toMatchObject({
    action: 'order.status',
    actor: { id: admin.id, name: 'Root' },
    subjectId: id,
    detail: { status: 'paid' },
    requestId: expect.any(String),
  })
  expect(others).toEqual([])
  const other = newId()
  for (let i = 0; i < 3; i++)
    await shop.sql(
      "insert into audit_log (id, actor_id, action, at) values ($1, $2, 'thing.done', '2026-01-01')",
      [newId(), other],
    )
  await shop.sql("insert into audit_log (id, action) values ($1, 'thing.undone')", [newId()])
  const actions = async (query: string) =>
    (await everyPage<{ action: string }>(`audit?${query}`)).map(({ action }) => action)
  expect(await actions('action=thing')).toEqual(['thing.undone', 'thing.done', 'thing.done', 'thing.done'])
  expect(await actions('action=thing.done')).toHaveLength(3)
  expect(await actions(`actor=${other}`)).toHaveLength(3)
  expect(await actions('action=thin')).toEqual([])
  expect((await call('GET', 'audit?actor=nobody')).statusCode).toBe(400)
})

test('events show what each consumer has yet to take, what it retries, and what it gave up', async () => {
  await shop.sql('delete from outbox')
  const key = newId()
  const event = { topic: 'product-changed', key, payload: { productId: key, archived: false } } as const
  await shop.context.db.transaction((tx) =>
    appendEvents(
      tx,
      [1, 2].map((sequence) => ({ ...event, sequence, requestId: null })),
    ),
  )
  const [first] = await shop.sql<{ id: string }>('select id from outbox order by sequence')
  const waiting = await everyPage<{ id: string; consumer: string; state: string }>('events?consumer=stats', 1)
  expect(waiting.map(({ consumer, state }) => [consumer, state])).toEqual([
    ['stats', 'waiting'],
    ['stats', 'waiting'],
  ])
  await shop.sql(
    "insert into applied_events (consumer, event_id) select 'stats', id from outbox where sequence = 2",
  )
  await shop.sql(
    `insert into event_retries (consumer, key, event_id, tries, next_try_at, reason) values ('stats', $1, $2, 3, now(), 'no luck')`,
    [key, first?.id],
  )
  expect((await get('events?consumer=stats')).items).toEqual([
    expect.objectContaining({
      id: first?.id,
      state: 'retrying',
      tries: 3,
      reason: 'no luck',
      payload: event.payload,
    }),
  ])
  expect((await get('events?consumer=stats&state=dead')).items).toEqual([])
  expect((await get('events?consumer=nobody')).items).toEqual([])
})

test('a dead letter is replayed once, its effect counted and noted in the audit log', async () => {
  const productId = newId()
  const id = await deadLetter(productId, { productId, archived: false })
  expect((await get('events?state=dead')).items).toMatchObject([{ id, consumer: 'stats', reason: 'a bug' }])
  const counted = () =>
    shop
      .sql<{ total: number }>("select total from stats_counts where name = 'products'")
      .then(([one]) => one?.total)
  const before = (await counted()) as number

  const replayed = await call('POST', `events/${id}/replay`)
  expect(replayed.statusCode).toBe(200)
  expect(replayed.json()).toMatchObject({ id, state: 'replayed', replayedAt: expect.any(String) })
  expect(await counted()).toBe(before + 1)
  expect((await get(`audit?subject=${id}`)).items).toMatchObject([
    { action: 'event.replayed', actor: { id: admin.id }, detail: { consumer: 'stats' } },
  ])

  const again = await call('POST', `events/${id}/replay`)
  expect([again.statusCode, again.json().code]).toEqual([409, 'already_replayed'])
  expect(await counted()).toBe(before + 1)
  expect((await get('events?state=replayed')).items).toHaveLength(1)
})

test('a dead letter that fails again says why, and stays dead', async () => {
  const key = newId()
  const id = await deadLetter(
    key,
    { orderId: key, totalAmount: 'much', currency: 'USD', items: [] },
    'order-placed',
  )
  const refused = await call('POST', `events/${id}/replay`)
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'replay_failed'])
  expect(refused.json().detail).toContain('no amount of money')
  expect((await get('events?state=dead')).items).toMatchObject([{ id, tries: 9 }])
  expect((await get(`audit?subject=${id}`)).items).toEqual([])
  for (const missing of [newId(), 'nothing'])
    expect((await call('POST', `events/${missing}/replay`)).statusCode).toBe(404)
})

async function deadLetter(key: string, payload: object, topic = 'product-changed') {
  const id = newId()
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, reason, tries)
     values ($1, 'stats', $2, $3, $4, 1, $5, 'a bug', 8)`,
    [id, newId(), topic, key, payload],
  )
  return id
}
