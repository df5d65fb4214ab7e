import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFigures } from './figures.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('a query asks for all that was wanted of late, and for nothing that was read once and wanted by nobody since', async () => {
  const asked: string[][] = []
  const figures = createFigures(async (ids) => {
    asked.push(ids)
    return new Map(ids.map((id) => [id, 1]))
  })
  figures.learn(['seen once', 'shown'], [7, 7], performance.now())
  await figures.refresh(['shown'])
  vi.advanceTimersByTime(300)
  await figures.refresh(['also shown'])
  expect(asked).toEqual([['shown'], ['shown', 'also shown']])
  expect(figures.get('seen once')).toBe(7)

  vi.advanceTimersByTime(800)
  await figures.refresh(['also shown'])
  expect(asked.at(-1)).toEqual(['also shown'])
})

test('what was learned and is not asked for is forgotten', async () => {
  const figures = createFigures(async () => new Map())
  figures.learn(['seen once'], [7], performance.now())
  vi.advanceTimersByTime(1_100)
  await figures.refresh(['shown'])
  expect(figures.get('seen once')).toBeUndefined()
  expect(figures.age(['seen once'])).toBe(Number.POSITIVE_INFINITY)
})
