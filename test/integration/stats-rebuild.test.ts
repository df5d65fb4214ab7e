import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { changeRole } from '../../server/accounts/change-role.ts'
import { ensureAdmin } from '../../server/accounts/ensure-admin.ts'
import { checkInvariants } from '../../server/check-invariants.ts'
import { applyEvents } from '../../server/platform/apply-events.ts'
import { statsConsumer } from '../../server/stats/consumer.ts'
import { verifiedCustomers } from '../../server/stats/figure-queries.ts'
import { rebuildStats } from '../../server/stats/rebuild.ts'
import { buyer } from '../support/buyer.ts'
import { figures } from '../support/figures.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const oneOf = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)] as T
const countingViolations = async (options = {}) =>
  (await checkInvariants(shop.sql, options)).filter(({ id }) => id === 'I17')

test('I17 rebuilt again and again while orders go on and events come late, the figures end as the truth', async () => {
  const products = await Promise.all(Array.from({ length: 5 }, () => addProduct(shop, { stock: 100_000 })))
  const buyers = await Promise.all(Array.from({ length: 5 }, () => buyer(shop)))
  const admin = await signIn(shop, { role: 'admin' })
  await shop.sql("update stats_counts set total = 12345 where name = 'delivered'")
  await shop.sql("insert into stats_days values ('2020-02-02', 7, 7, 700)")
  expect(await countingViolations()).not.toEqual([])
  await rebuildStats(shop.context.db)
  expect(await countingViolations({ drained: true })).toEqual([])

  let open = true
  const shopping = buyers.map(async (one) => {
    for (let i = 0; i < 12; i++) {
      await one.add(oneOf(products).id, 1 + Math.floor(Math.random() * 9))
      await one.add(oneOf(products).id)
      const order = (await one.place()).json()
      for (const status of oneOf([
        [],
        ['cancelled'],
        ['paid', 'cancelled'],
        ['paid', 'shipped', 'delivered'],
      ]))
        await shop.app.inject({
          method: 'POST',
          url: `/api/admin/orders/${order.id}/status`,
          headers: admin.headers,
          body: { status },
        })
    }
  })
  const consuming = (async () => {
    while (open) await applySome(12)
  })()
  let rebuilds = 0
  const rebuilding = (async () => {
    for (; open; rebuilds++) await rebuildStats(shop.context.db)
  })()
  const watching = (async () => {
    while (open) expect(await countingViolations()).toEqual([])
  })()
  await Promise.all(shopping)
  open = false
  await Promise.all([consuming, rebuilding, watching])
  expect(rebuilds).toBeGreaterThan(3)

  while ((await applySome(50)) > 0);
  expect(await countingViolations({ drained: true })).toEqual([])
  const kept = await figures(shop)
  await rebuildStats(shop.context.db)
  expect(await figures(shop)).toEqual(kept)
  expect(kept).toMatchObject({ counts: { cancelled: expect.any(Number), delivered: expect.any(Number) } })
  const [placed] = await shop.sql('select count(*)::int as n from orders')
  expect(placed).toEqual({ n: 60 })
})

test('the consumer waits while the figures are rebuilt, as in an outage: it counts no failed try', async () => {
  const order = await buyer(shop)
  await order.add((await addProduct(shop)).id)
  await order.place()
  const before = await figures(shop)
  const holder = shop.context.db.transaction(async (tx) => {
    await tx.query({ text: 'lock table stats_writer in share row exclusive mode' })
    await expect(applySome(1)).rejects.toMatchObject({ status: 503 })
  })
  await holder
  expect(await figures(shop)).toEqual(before)
  expect(await applySome(1)).toBe(1)
})

test('I17 an admin who was made as one counts as a customer once demoted, rebuilt or not', async () => {
  await rebuildStats(shop.context.db)
  const email = 'first-admin@example.com'
  const customers = () => verifiedCustomers(shop.context.db)
  const before = await customers()
  await ensureAdmin(shop.context, { email, password: 'the first password', name: 'Admin' })
  while ((await applySome(50)) > 0);
  expect(await customers()).toBe(before)
  await changeRole(shop.context, { email, role: 'customer', actorId: null, requestId: null })
  expect(await customers()).toBe(before + 1)
  const kept = await figures(shop)
  await rebuildStats(shop.context.db)
  expect(await figures(shop)).toEqual(kept)
})

/** Applies some events that have not been applied yet, in no order. */
async function applySome(limit: number) {
  const events = await shop.sql<ShopEvent>(
    `select id, topic, key, sequence, payload, request_id as "requestId" from outbox
     where id not in (select event_id from applied_events where consumer = 'stats') order by random() limit $1`,
    [limit],
  )
  if (events.length > 0) await applyEvents(shop.context.db, statsConsumer, events, shop.context)
  return events.length
}
