import { expect, test } from 'vitest'
import { parseAddress } from './address.ts'

test.each([
  ['Ada@Example.com', 'Ada@Example.com', 'ada@example.com'],
  ['  ada@example.com ', 'ada@example.com', 'ada@example.com'],
  ['ａｄａ@example.com', 'ada@example.com', 'ada@example.com'],
  ['jörg+shop@bücher.example', 'jörg+shop@bücher.example', 'jörg+shop@bücher.example'],
])('%j is an address, and its key is what makes it one', (typed, email, key) => {
  expect(parseAddress(typed)).toEqual({ email, key })
})

test.each([
  'ada',
  '@example.com',
  'ada@',
  'ada@b@c',
  'a＠b@c.example',
  'ada@example.com\nBcc: eve@example.com',
  'ada\r@example.com',
  'ada@example.com\u2028',
  'a da@example.com',
  'ada@example.com,eve@example.com',
  '"ada"@example.com',
  `${'a'.repeat(250)}@b.example`,
  'ada\u0000@example.com',
])('S20 %j is no address', (typed) => {
  expect(() => parseAddress(typed)).toThrow('not an e-mail address')
})
