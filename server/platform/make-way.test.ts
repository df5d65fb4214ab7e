import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { makeWay, takeTurns } from './make-way.ts'

const open = new AbortController().signal
const quiet = { inFlight: 3, letIn: 0, refused: 0, refusedAt: Number.NEGATIVE_INFINITY, elsewhere: false }
const busy = { ...quiet, inFlight: 50 }
const took = async (work: Promise<void>) => {
  const since = performance.now()
  await work
  return performance.now() - since
}

test('work that can wait goes at once while few requests are under way', async () => {
  expect(await took(makeWay({ ...quiet }, open))).toBeLessThan(40)
})

test('it waits while many are, and goes on soon after', async () => {
  const requests = { ...busy }
  setTimeout(() => {
    requests.inFlight = 0
  }, 300)
  const waited = await took(makeWay(requests, open))
  expect(waited).toBeGreaterThan(290)
  expect(waited).toBeLessThan(2_000)
})

test('it waits while people wait at a node that it works for', async () => {
  const waited = await took(makeWay({ ...quiet, elsewhere: true }, open, 250))
  expect(waited).toBeGreaterThan(240)
  expect(waited).toBeLessThan(2_000)
})

test('it waits for who has been refused, until he may have come again', async () => {
  const waited = await took(makeWay({ ...quiet, refusedAt: performance.now() - 500 }, open))
  expect(waited).toBeGreaterThan(490)
  expect(waited).toBeLessThan(2_500)
})

test('it waits no longer than it may, however many there are', async () => {
  const waited = await took(makeWay({ ...busy }, open, 250))
  expect(waited).toBeGreaterThan(240)
  expect(waited).toBeLessThan(2_000)
})

test('a process that stops waits for nothing', async () => {
  const closing = new AbortController()
  setTimeout(() => closing.abort(), 50)
  expect(await took(makeWay({ ...busy }, closing.signal))).toBeLessThan(2_000)
})

test('work without an end takes turns with people: a twentieth of a second of it, then eight times as long a rest', async () => {
  const turns = takeTurns({ ...busy })
  expect(await took(turns(open, false))).toBeLessThan(40)
  await sleep(60)
  const rested = await took(turns(open, false))
  expect(rested).toBeGreaterThan(450)
  expect(rested).toBeLessThan(4_000)
  expect(await took(turns(open, false))).toBeLessThan(40)
})

test('with others that have not done all there was it rests longer, until these have', async () => {
  const requests = { ...busy }
  const [turns, others] = [takeTurns(requests), takeTurns(requests)]
  await others(open, false)
  await sleep(120)
  expect(await took(turns(open, false))).toBeGreaterThan(1_800)
  requests.inFlight = 0
  await others(open, true)
  requests.inFlight = 50
  await sleep(120)
  const rested = await took(turns(open, false))
  expect(rested).toBeGreaterThan(900)
  expect(rested).toBeLessThan(1_800)
})

test('or until they have not asked for a minute: what has ended keeps nobody back', async () => {
  const requests = { ...busy }
  const [turns, others] = [takeTurns(requests, 10), takeTurns(requests)]
  await others(open, false)
  const clock = performance.now.bind(performance)
  const later = vi.spyOn(performance, 'now').mockImplementation(() => clock() + 61_000)
  try {
    await turns(open, true)
    await sleep(120)
    const rested = await took(turns(open, false))
    expect(rested).toBeGreaterThan(900)
    expect(rested).toBeLessThan(1_800)
  } finally {
    later.mockRestore()
  }
})

test('where one of two people is let in it rests twice as long', async () => {
  const requests = { ...busy, letIn: 1_000, refused: 5_000 }
  const turns = takeTurns(requests)
  requests.letIn += 100
  requests.refused += 100
  await sleep(120)
  expect(await took(turns(open, false))).toBeGreaterThan(1_800)
  requests.letIn += 100
  await sleep(120)
  const rested = await took(turns(open, false))
  expect(rested).toBeGreaterThan(900)
  expect(rested).toBeLessThan(1_800)
})

test('in a quiet shop it takes no rest, however long it works', async () => {
  const turns = takeTurns({ ...quiet })
  await sleep(120)
  expect(await took(turns(open, false))).toBeLessThan(40)
})

test('work that has done all there was rests as long as it may', async () => {
  const turns = takeTurns({ ...busy }, 250)
  const rested = await took(turns(open, true))
  expect(rested).toBeGreaterThan(240)
  expect(rested).toBeLessThan(2_000)
})
