import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyDigits, formatMinor, parseMinor } from './money.ts'

test('an amount survives being written and read, in every currency', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e15 - 1 }),
      fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'),
      (minor, currency) => {
        const digits = currencyDigits(currency)
        expect(parseMinor(formatMinor(minor, digits), digits)).toBe(minor)
      },
    ),
  )
})

test('writes cents, yen and fils as they are written', () => {
  expect([
    formatMinor(5, 2),
    formatMinor(-1299, 2),
    formatMinor(0, 2),
    formatMinor(1299, 0),
    formatMinor(7, 3),
  ]).toEqual(['0.05', '-12.99', '0.00', '1299', '0.007'])
})

test('refuses what is no amount of the currency', () => {
  for (const text of ['', '1.', '.5', '1.999', '-1', '1e3', ' 1', '1,00', '0x1', 'NaN', '9'.repeat(16)])
    expect([text, parseMinor(text, 2)]).toEqual([text, undefined])
})
