import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createWorkQueue } from './work-queue.ts'

test('so many at once, the others in their order, and what would wait too long is refused at once', async () => {
  const run = createWorkQueue({ concurrency: 2, maxWaitMs: 100, expectedMs: 50 })
  const finished: number[] = []
  let [running, most] = [0, 0]
  const begun = performance.now()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) =>
      run(async () => {
        most = Math.max(most, ++running)
        await pause(50)
        running--
        finished.push(i)
      }).catch((error) => {
        expect(performance.now() - begun).toBeLessThan(40)
        throw error
      }),
    ),
  )
  expect(most).toBe(2)
  expect(finished).toEqual([0, 1, 2, 3, 4, 5])
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4)
})

test('work that fails gives its place to the next', async () => {
  const run = createWorkQueue({ concurrency: 1, maxWaitMs: 1_000, expectedMs: 1 })
  const failing = Array.from({ length: 3 }, () => run(() => Promise.reject(new Error('broken'))))
  for (const one of await Promise.allSettled(failing)) expect(one.status).toBe('rejected')
  expect(await run(async () => 'done')).toBe('done')
})

test('after work that took very long, the queue opens again as soon as it is quick again', async () => {
  const run = createWorkQueue({ concurrency: 1, maxWaitMs: 30, expectedMs: 1 })
  await run(() => pause(300))
  const two = () => Promise.allSettled([run(async () => 1), run(async () => 2)])
  expect((await two())[1].status).toBe('rejected')
  for (let i = 0; i < 10; i++) await run(async () => i)
  expect((await two())[1].status).toBe('fulfilled')
})
