import { expect, test } from 'vitest'
import { daysOf, rangeIn } from './range.ts'

test('a range counts its last day, over the end of a month and of a year', () => {
  expect(daysOf('7d', new Date('2026-03-03T23:59:00Z'))).toEqual({ from: '2026-02-25', to: '2026-03-03' })
  expect(daysOf('365d', new Date('2026-01-01T00:00:00Z'))).toEqual({ from: '2025-01-02', to: '2026-01-01' })
})

test('a range that nobody knows is the usual one', () => {
  expect(rangeIn(new URLSearchParams('range=7d'))).toBe('7d')
  expect(rangeIn(new URLSearchParams('range=constructor'))).toBe('30d')
  expect(rangeIn(new URLSearchParams())).toBe('30d')
})
