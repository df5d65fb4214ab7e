import { beforeAll, expect, test, vi } from 'vitest'

let format: typeof import('./format.ts')

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null })
  vi.stubGlobal('navigator', { languages: ['de-DE', 'en'] })
  format = await import('./format.ts')
})

test('money is written as the reader does, with every digit of large amounts', () => {
  expect(format.formatMoney('12.99', 'EUR')).toBe('12,99\u00a0€')
  expect(format.formatMoney('1234', 'JPY')).toBe('1.234\u00a0¥')
  expect(format.formatMoney('9007199254740993.01', 'EUR')).toBe('9.007.199.254.740.993,01\u00a0€')
})

test('amounts are multiplied and added in minor units', () => {
  expect(format.multiplyMoney('0.10', 3, 'USD')).toBe('0.30')
  expect(format.multiplyMoney('1.005', 3, 'KWD')).toBe('3.015')
  expect(format.sumMoney(['0.10', '0.20', '-0.05'], 'USD')).toBe('0.25')
  expect(format.sumMoney([], 'JPY')).toBe('0')
})
