import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSnapshot, seesAllOf } from './snapshot.ts'

test('reads what PostgreSQL prints', () => {
  expect(parseSnapshot('10:20:10,14,15', 'here')).toEqual({ origin: 'here', xmax: 20, running: [10, 14, 15] })
  expect(parseSnapshot('20:20:', 'here')).toEqual({ origin: 'here', xmax: 20, running: [] })
})

test('I22 of two snapshots one sees all of the other exactly when no transaction is missing', () => {
  // xmax follows the last transaction that ended, so that one never runs.
  const snapshot = fc
    .record({
      xmax: fc.integer({ min: 1, max: 12 }),
      running: fc.uniqueArray(fc.integer({ min: 1, max: 11 })),
    })
    .map(({ xmax, running }) => ({ origin: 'here', xmax, running: running.filter((xid) => xid < xmax - 1) }))
  const sees = ({ xmax, running }: { xmax: number; running: number[] }, xid: number) =>
    xid < xmax && !running.includes(xid)
  fc.assert(
    fc.property(snapshot, snapshot, (one, other) => {
      const all = Array.from({ length: 12 }, (_, xid) => xid).slice(1)
      expect(seesAllOf(one, other)).toBe(all.every((xid) => !sees(other, xid) || sees(one, xid)))
    }),
    { numRuns: 2000 },
  )
})

test('I22 nothing follows from the transaction ids of another database, or of another run of its server', () => {
  const one = { origin: 'one', xmax: 5, running: [] }
  expect(seesAllOf({ ...one, xmax: 9 }, one)).toBe(true)
  expect(seesAllOf({ ...one, xmax: 9, origin: 'other' }, one)).toBe(false)
})
