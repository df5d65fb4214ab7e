import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { readRefreshToken, refreshTokenOf } from './refresh-token.ts'

const key = Buffer.alloc(32, 1)
const member = { id: newId(), generation: 7 }

test('a token is read as what it was made of', () => {
  expect(readRefreshToken(key, refreshTokenOf(key, member))).toEqual(member)
})

test('a token of another key, session or generation is none of ours, nor is anything else', () => {
  const [id, , mac] = refreshTokenOf(key, member).split('.')
  const forged = [
    refreshTokenOf(Buffer.alloc(32, 2), member),
    `${id}.8.${mac}`,
    `${newId()}.7.${mac}`,
    `${id}.07.${mac}`,
    `${id}.7.`,
    `${id}.7.${mac}.7`,
  ]
  for (const token of forged) expect([token, readRefreshToken(key, token)]).toEqual([token, undefined])
  fc.assert(fc.property(fc.string(), (text) => readRefreshToken(key, text) === undefined))
})
