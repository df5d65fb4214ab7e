import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { newId } from './ids.ts'

test('a cursor brings its position back', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (integer, string, number) => {
        const text = string.replaceAll('\0', '').toWellFormed()
        const position = [integer, text, number === 0 ? 0 : number, newId()]
        expect(decodeCursor(encodeCursor(position), ['integer', 'text', 'number', 'id'])).toEqual(position)
      },
    ),
  )
})

test('S42 whatever else is given as a cursor is refused, never believed', () => {
  const inventions = [
    fc.string(),
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  ]
  fc.assert(
    fc.property(fc.oneof(...inventions), (cursor) => {
      expect(() => decodeCursor(cursor, ['integer', 'id'])).toThrow(AppError)
    }),
  )
})

test('S42 what PostgreSQL could not read is no position', () => {
  const positions = [
    ['text', 'a\0'],
    ['text', 'a\ud800'],
    ['number', '1'],
    ['integer', 2 ** 53],
    ['id', '019'],
  ] as const
  for (const [kind, value] of positions)
    expect(() => decodeCursor(encodeCursor([value]), [kind])).toThrow(
      'This cursor was not made for this list',
    )
})
