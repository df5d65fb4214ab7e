import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopEvent } from '../../contracts/events.ts'
import { handleInTime } from '../../server/platform/apply-events.ts'
import { newId } from '../../server/platform/ids.ts'
import { startRelay } from '../../server/platform/relay.ts'
import { replayDeadLetter } from '../../server/replay-dead-letter.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { createWitness, outboxSize, writeEvents } from '../support/witness.ts'

let shop: TestShop
let relay: { close(): Promise<void> } | undefined
let broken: (event: ShopEvent) => boolean
let tries: Map<string, number>
beforeEach(async () => {
  shop = await startShop()
  broken = () => false
  tries = new Map()
})
afterEach(async () => {
  await relay?.close()
  await shop.close()
})

const quick = { maxTries: 3, pause: { firstMs: 20, longestMs: 100 } }
const failWhereBroken = (events: ShopEvent[]) => {
  for (const event of events) {
    tries.set(event.id, (tries.get(event.id) ?? 0) + 1)
    if (broken(event)) throw new Error(`cannot take ${event.sequence}`)
  }
}

test('I16 a poison event becomes a dead letter of its consumer alone; what comes after it goes on, in order', async () => {
  const picky = await createWitness(shop, 'picky', failWhereBroken)
  const easy = await createWitness(shop, 'easy')
  const key = await writeEvents(shop, 5)
  const others = await Promise.all(Array.from({ length: 10 }, () => writeEvents(shop, 3)))
  broken = (event) => event.key === key && event.sequence === 2
  relay = startRelay(shop.context, [picky.consumer, easy.consumer], quick)
  await expect.poll(() => outboxSize(shop), { timeout: 5_000 }).toBe(0)

  const taken = (await picky.seen()).filter((row) => row.key === key).map((row) => row.sequence)
  expect(taken).toEqual([1, 3, 4, 5])
  expect(await picky.seen()).toHaveLength(4 + others.length * 3)
  expect(await easy.seen()).toHaveLength(5 + others.length * 3)
  expect(await shop.sql('select consumer, key, sequence, reason, tries from dead_letters')).toEqual([
    { consumer: 'picky', key, sequence: 2, reason: 'cannot take 2', tries: 3 },
  ])
  expect(await shop.sql('select * from event_retries')).toEqual([])
})

test('a failing event is tried again after a pause while its later events wait behind it, and then all take effect', async () => {
  const picky = await createWitness(shop, 'picky', failWhereBroken)
  relay = startRelay(shop.context, [picky.consumer], { maxTries: 100, pause: { firstMs: 20, longestMs: 50 } })
  let mended = false
  broken = (event) => event.sequence === 1 && !mended
  const key = await writeEvents(shop, 3)
  await expect
    .poll(async () => (await shop.sql<{ tries: number }>('select tries from event_retries'))[0]?.tries ?? 0)
    .toBeGreaterThan(2)
  expect(await picky.seen()).toEqual([])
  mended = true
  await expect
    .poll(async () => (await picky.seen()).map(({ key, sequence }) => [key, sequence]))
    .toEqual([1, 2, 3].map((n) => [key, n]))
  expect(await shop.sql('select * from dead_letters')).toEqual([])
  expect(await shop.sql('select * from event_retries')).toEqual([])
})

test('two processes share the tries of an event: together they make as many as one would', async () => {
  const picky = await createWitness(shop, 'picky', failWhereBroken)
  const other = await shop.again()
  broken = () => true
  await writeEvents(shop)
  const [event] = await shop.sql<{ id: string }>('select id from outbox')
  relay = startRelay(shop.context, [picky.consumer], quick)
  const second = startRelay(other.context, [picky.consumer], quick)
  await expect.poll(() => outboxSize(shop), { timeout: 5_000 }).toBe(0)
  await second.close()
  expect(await shop.sql('select tries from dead_letters')).toEqual([{ tries: 3 }])
  // Until the first failure is noted both may find the event, each with its batch and then alone: three that do not count.
  expect(tries.get(event?.id as string)).toBeLessThanOrEqual(3 + 3)
})

test('a replay gives the event to its consumer once, however many ask for it; who asks later is told', async () => {
  const picky = await createWitness(shop, 'picky', failWhereBroken)
  const easy = await createWitness(shop, 'easy')
  const consumers = [picky.consumer, easy.consumer]
  relay = startRelay(shop.context, consumers, quick)
  broken = () => true
  await writeEvents(shop)
  await expect.poll(async () => (await shop.sql('select * from dead_letters')).length).toBe(1)
  const [letter] = await shop.sql<{ id: string }>('select id from dead_letters')
  const replay = () => replayDeadLetter(shop.context, letter?.id as string, consumers)

  await expect(replay()).rejects.toMatchObject({ status: 409, code: 'replay_failed' })
  expect(await picky.seen()).toEqual([])
  expect(await shop.sql('select tries, replayed_at from dead_letters')).toEqual([
    { tries: 4, replayed_at: null },
  ])

  broken = () => false
  const outcomes = await Promise.allSettled([replay(), replay(), replay()])
  const answered = outcomes.filter((one) => one.status === 'fulfilled')
  expect(answered).toMatchObject([
    { value: { id: letter?.id, consumer: 'picky', tries: 5, replayedAt: expect.any(Date) } },
  ])
  expect(await picky.seen()).toHaveLength(1)
  expect(await easy.seen()).toHaveLength(1)
  await expect(replay()).rejects.toMatchObject({ status: 409, code: 'already_replayed' })
})

test('what cannot be replayed is refused with the reason, and nothing changes', async () => {
  await expect(replayDeadLetter(shop.context, newId())).rejects.toMatchObject({ status: 404 })
  await expect(replayDeadLetter(shop.context, 'x')).rejects.toMatchObject({ status: 404 })
  const [gone, raw] = [newId(), newId()]
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, raw, reason, tries) values
     ($1, 'gone', $1, 'product-changed', $1, 1, '{}', null, 'x', 1), ($2, 'email', $2, 'order-placed', null, null, null, '{', 'x', 1)`,
    [gone, raw],
  )
  await expect(replayDeadLetter(shop.context, gone)).rejects.toMatchObject({ code: 'consumer_gone' })
  await expect(replayDeadLetter(shop.context, raw)).rejects.toMatchObject({ code: 'not_an_event' })
  expect(await shop.sql('select 1 from dead_letters where tries <> 1 or replayed_at is not null')).toEqual([])
})

test('a handler that hangs is given up, and what it writes afterwards is refused', async () => {
  const { consumer } = await createWitness(shop, 'slow', () => hold.promise)
  const hold = Promise.withResolvers<void>()
  const wrote = Promise.withResolvers<unknown>()
  const event = {
    id: newId(),
    topic: 'product-changed',
    key: newId(),
    sequence: 1,
    payload: { productId: newId(), archived: false },
    requestId: null,
  } as const
  const watched = {
    ...consumer,
    handle: (...args: Parameters<typeof consumer.handle>) => {
      const done = consumer.handle(...args)
      done.then(wrote.resolve, wrote.resolve)
      return done
    },
  }
  await expect(
    shop.context.db.transaction((tx) => handleInTime(tx, watched, [event], shop.context, 50)),
  ).rejects.toThrow('longer than 50 ms')
  hold.resolve()
  expect(await wrote.promise).toBeInstanceOf(Error)
  expect(await shop.sql('select * from slow')).toEqual([])
})
