import { expect, test } from 'vitest'
import { makeWay } from './make-way.ts'

const open = new AbortController().signal
const took = async (work: Promise<void>) => {
  const since = performance.now()
  await work
  return performance.now() - since
}

test('work that can wait goes at once while few requests are under way', async () => {
  expect(await took(makeWay({ inFlight: 3 }, open))).toBeLessThan(40)
})

test('it waits while many are, and goes on soon after', async () => {
  const requests = { inFlight: 50 }
  setTimeout(() => {
    requests.inFlight = 0
  }, 300)
  const waited = await took(makeWay(requests, open))
  expect(waited).toBeGreaterThan(290)
  expect(waited).toBeLessThan(2_000)
})

test('it waits no longer than it may, however many there are', async () => {
  const waited = await took(makeWay({ inFlight: 50 }, open, 250))
  expect(waited).toBeGreaterThan(240)
  expect(waited).toBeLessThan(2_000)
})

test('a process that stops waits for nothing', async () => {
  const closing = new AbortController()
  setTimeout(() => closing.abort(), 50)
  expect(await took(makeWay({ inFlight: 50 }, closing.signal))).toBeLessThan(2_000)
})
