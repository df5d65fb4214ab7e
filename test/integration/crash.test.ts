import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../contracts/orders.ts'
import { checkInvariants } from '../../server/check-invariants.ts'
import { signInAdmin } from '../crash/crash-admin.ts'
import { type CrashBuyer, registerBuyer } from '../crash/crash-buyer.ts'
import { createInstallation, type Installation, type Victim } from '../crash/installation.ts'
import { confirmations } from '../crash/mailbox.ts'
import { seededRandom } from '../crash/random.ts'

/** `CRASH_SEED=7 npm test -- crash` repeats the moments of the kills and everybody's choices. */
const seed = Number(process.env.CRASH_SEED ?? 1)
const victims: Victim[] = ['everything', 'PostgreSQL', 'the group', 'the mailbox', 'everything']
/** Mails that a sender has under way at once: so many can lie in the mailbox twice after each kill. */
const mailsUnderWay = 4

let shop: Installation
beforeAll(async () => {
  shop = await createInstallation()
})
afterAll(() => shop.remove())

test(`I6 I7 I8 I10 I11 I15 I16 F1 F3 whatever is killed while people shop, nothing is lost, doubled or made up (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const [, password = ''] = /password (\S+)/.exec(await shop.start()) ?? []
  const random = seededRandom(seed)
  const choices = () => seededRandom(Math.floor(random() * 2 ** 32))
  const buyers = await Promise.all(
    Array.from({ length: 10 }, (_, number) => registerBuyer(shop, number, choices())),
  )
  const admin = await signInAdmin(shop, password, choices())
  const initial = await shop.sql<{ id: string; quantity: string }>(
    'select variant_id as id, quantity from stock order by id limit 12',
  )
  const products = initial.map(({ id }) => id)

  const closing = new AbortController()
  const busy = [...buyers, admin].map((one) =>
    'shop' in one ? one.shop(products, closing.signal) : one.work(products, closing.signal),
  )
  for (const victim of victims) {
    await sleep(1_000 + random() * 1_500)
    await shop.kill(victim)
    if (victim === 'everything' || victim === 'the group') await shop.start()
  }
  await sleep(1_000)
  closing.abort()
  // I11, I16: whoever does not know yet asks until they do, and what waits goes out, within 60 s.
  const healedAt = performance.now()
  await Promise.all(busy)
  await expect.poll(waiting, { timeout: 60_000 - (performance.now() - healedAt), interval: 100 }).toEqual({
    events: 0,
    mails: 0,
    dead: 0,
  })

  const placed = buyers.flatMap(({ attempts }) => attempts.filter(({ orders }) => orders.length > 0))
  expect(placed.length).toBeGreaterThan(50)
  await everyKeyHasOneOrder(buyers)
  await everyOrderWasAttempted(placed.map(({ key, orders }) => [key, orders[0]?.id]))
  await acknowledgedChangesStand(buyers, admin)
  await everyOrderHasItsMail(placed.map(({ orders }) => orders[0]?.id as string))
  expect(buyers.flatMap(({ cartsLeftFull }) => cartsLeftFull)).toEqual([])
  expect(await checkInvariants(shop.sql, { drained: true, sent: true })).toEqual([])
})

async function waiting() {
  const [left] = await shop.sql<{ events: number; mails: number; dead: number }>(
    `select (select count(*)::int from outbox) as events, (select count(*)::int from mails where status = 'queued') as mails,
            (select count(*)::int from dead_letters) as dead`,
  )
  return left
}

/** I6, I8: each answer to a key was the same order, a repeated request brings it again, and its owner can read it. */
async function everyKeyHasOneOrder(buyers: CrashBuyer[]) {
  for (const { attempts, call } of buyers) {
    for (const { key, orders } of attempts) {
      const [order] = orders
      if (!order) continue
      const again = await call<Order>('POST /products/placeorder', undefined, { 'idempotency-key': key })
      for (const answer of [...orders, again.body]) expect(answer).toEqual(order)
      const { status: _, history: __, ...asPlaced } = order
      expect((await call<Order>(`GET /products/orders/${order.id}`)).body).toMatchObject(asPlaced)
    }
  }
}

/** I7: the orders in the database are those that somebody was told of, by key: no other, and none of a refused attempt. */
async function everyOrderWasAttempted(told: [key: string, orderId: string | undefined][]) {
  const there = await shop.sql<{ key: string | null; id: string }>(
    'select k.key, o.id from orders o left join idempotency_keys k on k.order_id = o.id',
  )
  expect(there.map(({ key, id }) => `${key} ${id}`).sort()).toEqual(told.map((one) => one.join(' ')).sort())
}

/** I6 for everything else that was answered with success. */
async function acknowledgedChangesStand(
  buyers: CrashBuyer[],
  admin: Awaited<ReturnType<typeof signInAdmin>>,
) {
  const history = await shop.sql<{ change: string }>(
    `select order_id || ' ' || status as change from order_history`,
  )
  const made = new Set(history.map(({ change }) => change))
  const acknowledged = [
    ...buyers.flatMap(({ cancelled }) => cancelled.map((orderId) => `${orderId} cancelled`)),
    ...admin.moves.map(({ orderId, to }) => `${orderId} ${to}`),
  ]
  expect(acknowledged.length).toBeGreaterThan(10)
  expect(acknowledged.filter((change) => !made.has(change))).toEqual([])

  const products = await shop.sql<{ id: string; version: number; description: string }>(
    'select id, version::int, description from products',
  )
  for (const [id, { version, description }] of admin.described) {
    const found = products.find((product) => product.id === id)
    expect(found?.version).toBeGreaterThanOrEqual(version)
    if (found?.version === version) expect(found.description).toBe(description)
  }

  const [restocked] = await shop.sql<{ units: number }>(
    `select coalesce(sum(delta), 0)::int as units from stock_ledger where reason = 'restock'`,
  )
  const { done, unknown } = admin.restocked
  expect(restocked?.units).toBeGreaterThanOrEqual(done)
  expect(restocked?.units).toBeLessThanOrEqual(done + unknown)
}

/** I15: one confirmation an order and none beside; a second of the same Message-ID only of what was under way at a kill. */
async function everyOrderHasItsMail(orderIds: string[]) {
  const found = await confirmations(shop)
  expect([...found.keys()].sort()).toEqual([...orderIds].sort())
  const twice = [...found.values()].reduce((sum, times) => sum + times - 1, 0)
  expect(twice).toBeLessThanOrEqual(mailsUnderWay * victims.length)
}
