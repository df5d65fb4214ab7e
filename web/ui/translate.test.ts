import { beforeAll, expect, test, vi } from 'vitest'
import type { Translate } from './translate.ts'

const english = {
  plain: 'Hello {name}',
  lines: { zero: 'none', one: '1 line', other: '{count} lines' },
} as const
const german = { plain: 'Hallo {name}', lines: { one: '1 Zeile', other: '{count} Zeilen' } }
let t: Translate<typeof english>
let chooseLanguage: (language: 'en' | 'de') => Promise<void>

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  vi.stubGlobal('document', { documentElement: {} })
  ;({ chooseLanguage } = await import('./language.ts'))
  const { translator } = await import('./translate.ts')
  t = translator(english, { de: async () => german })
})

test('a text is filled, and a count chooses its form', async () => {
  await chooseLanguage('en')
  expect(t('plain', { name: '$& Ada' })).toBe('Hello $& Ada')
  expect([0, 1, 2].map((count) => t('lines', { count }))).toEqual(['none', '1 line', '2 lines'])
})

test('another language is there once it is chosen', async () => {
  await chooseLanguage('de')
  expect(t('plain', { name: 'Ada' })).toBe('Hallo Ada')
  expect([0, 1, 2].map((count) => t('lines', { count }))).toEqual(['0 Zeilen', '1 Zeile', '2 Zeilen'])
})
