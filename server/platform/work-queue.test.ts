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

const refusals = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))

test('a refusal says when all who wait are through', async () => {
  const run = createWorkQueue({ concurrency: 2, maxWaitMs: 9_000, expectedMs: 3_000 })
  const { promise: open, resolve: end } = Promise.withResolvers<void>()
  const outcomes = Promise.allSettled(Array.from({ length: 10 }, () => run(() => open)))
  setTimeout(end, 20)
  const refused = refusals(await outcomes)
  expect(refused.map(({ status, options }) => [status, options.headers['retry-after']])).toEqual([
    [503, '11'],
    [503, '11'],
  ])
})

test('patient work waits longer and gives way, but for every fourth turn', async () => {
  const patient = { maxWaitMs: 2_000, limit: 3 }
  const run = createWorkQueue({ concurrency: 1, maxWaitMs: 450, expectedMs: 50, patient })
  const finished: string[] = []
  const work = (name: string) => async () => {
    await pause(10)
    finished.push(name)
  }
  const all = [run(work('first'))]
  for (const name of ['p1', 'p2', 'p3', 'p4']) all.push(run(work(name), { patiently: true }))
  for (const name of ['a', 'b', 'c', 'd', 'e']) all.push(run(work(name)))
  const outcomes = await Promise.allSettled(all)
  expect(finished).toEqual(['first', 'a', 'b', 'c', 'p1', 'd', 'e', 'p2', 'p3'])
  // p4 was the fourth to wait: the line holds three.
  expect(outcomes.map(({ status }) => status === 'rejected').indexOf(true)).toBe(4)
  expect(refusals(outcomes)).toHaveLength(1)
})

test('O2 who asks before he joins is told of the refusal that he would meet, and of none while there is room', async () => {
  const run = createWorkQueue({ concurrency: 1, maxWaitMs: 100, expectedMs: 60 })
  expect(run.refusal()).toBeUndefined()
  const first = run(() => pause(10))
  expect(run.refusal()).toBeUndefined()
  const second = run(() => pause(10))
  const refused = run.refusal()
  expect(refused).toMatchObject({ status: 503, code: 'overloaded' })
  await expect(run(() => pause(10))).rejects.toBe(refused)
  expect(run.stats()).toMatchObject({ running: 1, waiting: 1, refused: 2 })
  await Promise.all([first, second])
  expect(run.refusal()).toBeUndefined()
})

test('what waited much longer than was estimated is refused rather than run', async () => {
  const patient = { maxWaitMs: 100, limit: 10 }
  const run = createWorkQueue({ concurrency: 1, maxWaitMs: 1_000, expectedMs: 1, patient })
  let ran = 0
  const count = async () => void ran++
  const first = run(() => pause(200))
  const outcomes = await Promise.allSettled([
    run(count, { patiently: true }),
    run(count),
    run(count, { patiently: true }),
    first,
  ])
  expect(ran).toBe(1)
  expect(refusals(outcomes).map(({ code }) => code)).toEqual(['overloaded', 'overloaded'])
  expect(await run(async () => 'open again', { patiently: true })).toBe('open again')
})
