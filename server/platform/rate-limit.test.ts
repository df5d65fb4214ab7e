import { expect, test } from 'vitest'
import { createRateLimiter } from './rate-limit.ts'

function limiter() {
  const clock = { now: 1_000 }
  return { clock, limits: createRateLimiter(() => clock.now) }
}

test('a window takes so many and opens again when it ends', async () => {
  const { clock, limits } = limiter()
  expect((await limits.hit('key', 2, 100)).allowed).toBe(true)
  clock.now += 40
  expect((await limits.hit('key', 2, 100)).allowed).toBe(true)
  expect(await limits.hit('key', 2, 100)).toEqual({ allowed: false, retryAfterMs: 60 })
  expect((await limits.hit('another key', 2, 100)).allowed).toBe(true)
  clock.now += 60
  expect((await limits.hit('key', 2, 100)).allowed).toBe(true)
})

test('a wait that grows doubles up to its most, and is the truth', async () => {
  const { clock, limits } = limiter()
  await limits.hit('key', 1, 100, 350)
  clock.now += 50
  const waits: number[] = []
  for (let i = 0; i < 4; i++) waits.push((await limits.hit('key', 1, 100, 350)).retryAfterMs)
  expect(waits).toEqual([100, 200, 350, 350])
  clock.now += 350
  expect((await limits.hit('key', 1, 100, 350)).allowed).toBe(true)
})

test('what is taken back does not count', async () => {
  const { limits } = limiter()
  for (let i = 0; i < 5; i++) {
    expect((await limits.hit('key', 1, 100)).allowed).toBe(true)
    await limits.refund('key')
  }
})
