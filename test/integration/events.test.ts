import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { applyEvents } from '../../server/platform/apply-events.ts'
import { keyAhead, newEvents, sweptEvents } from '../../server/platform/event-queries.ts'
import { newId } from '../../server/platform/ids.ts'
import { appendEvents, firstKey } from '../../server/platform/outbox.ts'
import { startRelay } from '../../server/platform/relay.ts'
import { cutConnections } from '../support/database.ts'
import { rowsRead } from '../support/rows-read.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import {
  createWitness,
  newKeys,
  outboxSize,
  productEvents,
  writeEvents,
  writeEventsOf,
} from '../support/witness.ts'

let shop: TestShop
let closing: { close(): Promise<void> }[]
beforeEach(async () => {
  shop = await startShop()
  closing = []
})
afterEach(async () => {
  for (const relay of closing) await relay.close()
  await shop.close()
})

test('I14 every event three times, shuffled, over two relays and beside them, takes effect once, and the outbox empties', async () => {
  const { consumer, seen } = await createWitness(shop)
  const other = await shop.again()
  const keys = await Promise.all(Array.from({ length: 20 }, () => writeEvents(shop, 10)))
  const events = await shop.sql<ShopEvent>(
    'select id, topic, key, sequence, payload, request_id as "requestId" from outbox',
  )
  relay([consumer])
  relay([consumer], other)
  const thrice = shuffled([...events, ...events, ...events])
  await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      applyEvents(shop.context.db, consumer, thrice.slice(i * 50, i * 50 + 50), shop.context),
    ),
  )
  await expect.poll(() => outboxSize(shop), { timeout: 5_000 }).toBe(0)
  const ids = (await seen()).map((row) => row.event_id)
  expect(ids).toHaveLength(keys.length * 10)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the relays of two processes keep the events of a key in order', async () => {
  const { consumer, seen } = await createWitness(shop)
  const other = await shop.again()
  relay([consumer])
  relay([consumer], other)
  const keys = [newId(), newId(), newId()]
  for (let round = 0; round < 15; round++)
    await Promise.all(keys.map((key, i) => writeEvents(i % 2 ? shop : other, 3, key, 1 + round * 3)))
  await expect.poll(async () => (await seen()).length).toBe(135)
  for (const key of keys) {
    const order = (await seen()).filter((row) => row.key === key).map((row) => row.sequence)
    expect(order).toEqual(Array.from({ length: 45 }, (_, i) => i + 1))
  }
})

test('an event is delivered at once when it was written here, and within a second when elsewhere', async () => {
  const arrived = new Map<string, number>()
  const { consumer } = await createWitness(shop, 'witness', (events) => {
    for (const { key } of events) arrived.set(key, performance.now())
  })
  relay([consumer])
  const latencies: number[] = []
  for (let i = 0; i < 9; i++) {
    await sleep(60)
    const since = performance.now()
    const key = await writeEvents(shop)
    await expect.poll(() => arrived.get(key), { interval: 2 }).toBeDefined()
    latencies.push((arrived.get(key) as number) - since)
  }
  expect(latencies.sort((a, b) => a - b)[4]).toBeLessThan(50)

  const elsewhere = await shop.again()
  const since = performance.now()
  const key = await writeEvents(elsewhere)
  await expect.poll(() => arrived.get(key), { interval: 5, timeout: 2_000 }).toBeDefined()
  expect((arrived.get(key) as number) - since).toBeLessThan(1_000)
})

test('events gather while many requests are under way, and are handled together soon after', async () => {
  const batches: number[] = []
  const { consumer } = await createWitness(shop, 'witness', (events) => {
    batches.push(events.length)
  })
  const { requests } = shop.context
  relay([consumer])
  await sleep(300)
  requests.inFlight = 50
  for (let i = 0; i < 3; i++) {
    await writeEvents(shop)
    await sleep(150)
  }
  expect(batches).toEqual([])
  requests.inFlight = 0
  await expect.poll(() => batches, { timeout: 5_000 }).toEqual([3])
})

test('I13 an event that commits after later ones is not skipped, and one that rolls back is never delivered', async () => {
  const { consumer, seen } = await createWitness(shop)
  relay([consumer])
  const { db } = shop.context
  const [late, never] = [newId(), newId()]
  const held = Promise.withResolvers<void>()
  const slow = db.transaction(async (tx) => {
    await appendEvents(tx, productEvents(late, 1))
    await held.promise
  })
  const rolledBack = db.transaction(async (tx) => {
    await appendEvents(tx, productEvents(never, 1))
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  const early = await writeEvents(shop)
  await expect.poll(async () => (await seen()).map(({ key }) => key)).toEqual([early])
  await expect.poll(() => outboxSize(shop)).toBe(0)
  held.resolve()
  await slow
  await expect.poll(async () => (await seen()).map(({ key }) => key)).toEqual([early, late])
})

test('I13 with more waiting than one batch takes, what an earlier key writes meanwhile is not passed over', async () => {
  const early = '00000000-0000-7000-8000-000000000001'
  let isFirst = true
  const { consumer, seen } = await createWitness(shop, 'witness', async () => {
    if (isFirst) await writeEvents(shop, 1, early)
    isFirst = false
  })
  await writeEventsOf(shop, Array.from({ length: 450 }, newId), 1)
  relay([consumer])
  await expect.poll(async () => (await seen()).length, { timeout: 10_000 }).toBe(451)
  await expect.poll(() => outboxSize(shop), { timeout: 5_000 }).toBe(0)
})

test('what is delivered leaves the outbox, though a thousand keys before it wait for their retry', async () => {
  const { consumer, seen } = await createWitness(shop)
  await shop.sql(
    `insert into event_retries (consumer, key, event_id, tries, next_try_at, reason)
     select 'witness', key, gen_random_uuid(), 1, now() + interval '1 hour', 'it failed' from unnest($1::uuid[]) key`,
    [await writeEventsOf(shop, newKeys(1_100), 1)],
  )
  relay([consumer])
  for (let i = 1; i <= 3; i++) {
    await writeEventsOf(shop, newKeys(10), 1)
    await expect.poll(async () => (await seen()).length).toBe(10 * i)
    await expect.poll(() => outboxSize(shop), { timeout: 25_000 }).toBe(1_100)
  }
}, 90_000)

test('a sweep reads little more of a backlog than what it deletes', async () => {
  await writeEventsOf(shop, newKeys(3_000), 1)
  await shop.sql(
    `insert into applied_events (consumer, event_id) select 'witness', id from outbox order by key limit 1500`,
  )
  const first = await sweepReading('outbox', firstKey)
  expect(first).toMatchObject({ deleted: 1_001, read: 3_003 }) // to look as far, to look, to delete
  const second = await sweepReading('outbox', first.toKey as string)
  expect(second).toMatchObject({ deleted: 499 })
  const third = await sweepReading('outbox', second.toKey as string)
  expect(third).toMatchObject({ deleted: 0, toKey: undefined })

  await shop.sql(
    `insert into applied_events (consumer, event_id) select 'witness', id from outbox order by key desc limit 1`,
  )
  expect(await sweepReading('outbox', second.toKey as string)).toMatchObject({ deleted: 1 })
})

test('beside a long backlog of another consumer each look is short, and all that is new is found', async () => {
  const { consumer, seen } = await createWitness(shop)
  const { consumer: waits } = await createWitness(shop, 'waits')
  const [before = '', ...keys] = newKeys(5_002).sort()
  const behind = keys.pop() as string
  await writeEventsOf(shop, keys, 1)
  await shop.sql(`insert into applied_events (consumer, event_id) select 'witness', id from outbox`)
  await shop.sql(
    `insert into event_retries (consumer, key, event_id, tries, next_try_at, reason)
     select 'waits', key, id, 1, now() + interval '1 hour', 'it failed' from outbox`,
  )
  const looked = await shop.context.db.transaction(
    (tx) =>
      rowsRead(tx, 'outbox', async () => {
        const toKey = await keyAhead(tx, firstKey, 1_000)
        return newEvents(tx, consumer, { fromKey: firstKey, toKey, limit: 200 })
      }),
    { isPlannedOnce: true },
  )
  expect(looked).toEqual({ answer: [], read: 2_002 }) // to look as far, to look

  relay([consumer, waits])
  for (let i = 1; i <= 3; i++) {
    await writeEventsOf(shop, [before, behind], 1, i)
    await expect.poll(async () => (await seen()).length, { timeout: 5_000 }).toBe(2 * i)
  }
})

test('a sweep does not go through what was applied before', async () => {
  const notes = (count: number) =>
    shop.sql(
      `insert into applied_events (consumer, event_id) select 'witness', gen_random_uuid() from generate_series(1, $1)`,
      [count],
    )
  await notes(30_000)
  await shop.sql('vacuum analyze applied_events')
  await notes(5_000) // These are not known to all yet, so that reading one counts.
  await writeEventsOf(shop, newKeys(30_000), 1)
  await shop.sql('analyze outbox')
  await shop.sql(
    `insert into applied_events (consumer, event_id) select 'witness', id from outbox order by key limit 500`,
  )
  const { read, deleted } = await sweepReading('applied_events', firstKey)
  expect(deleted).toBe(500)
  expect(read).toBeLessThanOrEqual(1_000)
})

test('a consumer that hangs or fails holds up no other, and not the stop of the process', async () => {
  const well = await createWitness(shop, 'well')
  const hangs = await createWitness(shop, 'hangs', () => new Promise(() => {}))
  const fails = await createWitness(shop, 'fails', () => {
    throw new Error('never')
  })
  const running = relay([hangs.consumer, fails.consumer, well.consumer])
  for (let i = 0; i < 3; i++) {
    const key = await writeEvents(shop)
    await expect.poll(async () => (await well.seen()).at(-1)?.key, { timeout: 900 }).toBe(key)
  }
  expect(await hangs.seen()).toEqual([])
  expect(await outboxSize(shop)).toBe(3)
  const since = performance.now()
  await running.close()
  expect(performance.now() - since).toBeLessThan(6_000)
})

test('a broken connection to PostgreSQL is waited out: nothing is lost, doubled, or counted as a failure', async () => {
  let cut = true
  const { consumer, seen } = await createWitness(shop, 'witness', async () => {
    if (!cut) return
    cut = false
    await cutConnections(shop)
  })
  relay([consumer], shop, { maxTries: 1 })
  const key = await writeEvents(shop, 5)
  await expect
    .poll(async () => (await seen()).map((row) => row.key), { timeout: 5_000 })
    .toEqual(Array(5).fill(key))
  expect(await shop.sql('select * from dead_letters')).toEqual([])
  expect(await shop.sql('select * from event_retries')).toEqual([])
})

test('closing lets the running batch finish', async () => {
  const begun = Promise.withResolvers<void>()
  const { consumer, seen } = await createWitness(shop, 'witness', async () => {
    begun.resolve()
    await sleep(300)
  })
  const running = startRelay(shop.context, [consumer])
  await writeEvents(shop)
  await begun.promise
  await running.close()
  expect(await seen()).toHaveLength(1)
})

test('the notes of applied events are kept for two weeks, then swept', async () => {
  const { consumer } = await createWitness(shop)
  await shop.sql(
    `insert into applied_events (consumer, event_id, applied_at) values
     ('witness', $1, now() - interval '15 days'), ('witness', $2, now() - interval '13 days')`,
    [newId(), newId()],
  )
  relay([consumer])
  await writeEvents(shop)
  await expect.poll(() => outboxSize(shop)).toBe(0)
  const [left] = await shop.sql<{ n: number }>('select count(*) as n from applied_events')
  expect(left?.n).toBe(2)
})

function relay(
  consumers: Parameters<typeof startRelay>[1],
  node: Pick<TestShop, 'context'> = shop,
  options: Parameters<typeof startRelay>[2] = {},
) {
  const running = startRelay(node.context, consumers, options)
  closing.push(running)
  return running
}

/** What a sweep of the witness's next thousand events deletes, how far it goes, and how many rows of a table it reads. */
async function sweepReading(table: string, fromKey: string) {
  const { answer, read } = await shop.context.db.transaction(
    (tx) =>
      rowsRead(tx, table, async () => {
        const toKey = await keyAhead(tx, fromKey, 1_000)
        return { deleted: await sweptEvents(tx, ['witness'], ['product-changed'], { fromKey, toKey }), toKey }
      }),
    { isPlannedOnce: true },
  )
  return { ...answer, read }
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
