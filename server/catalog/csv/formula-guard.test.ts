import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardCell, unguardCell } from './formula-guard.ts'

const nasty = fc.string({
  unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '\t', '\r', '\n', ' ', 'a', '"', ','),
})

test('S45 no cell begins like a formula once it is guarded', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '\r=1'])
    expect(guardCell(text)).toBe(`'${text}`)
  for (const text of ['Tea', "Baker's", "'quoted'", '5-a-day', '']) expect(guardCell(text)).toBe(text)
  fc.assert(
    fc.property(nasty, (text) => {
      expect(guardCell(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    }),
  )
})

test('S45 a guarded cell is read as what it was', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
      expect(unguardCell(guardCell(text))).toBe(text)
    }),
    { numRuns: 1_000 },
  )
})
