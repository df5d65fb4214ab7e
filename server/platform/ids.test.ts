import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('new ids are different UUIDs of version 7, in the order in which they were made', () => {
  const begunAt = Date.now()
  const ids = Array.from({ length: 5_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => isId(id) && id[14] === '7')).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  const madeAt = ids.map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
  expect(madeAt[0]).toBeGreaterThanOrEqual(begunAt)
  expect(madeAt.at(-1)).toBeLessThanOrEqual(Date.now())
})

test('the last byte of an id, by which events are dealt into shards, is as good as random', () => {
  const bytes = new Set(Array.from({ length: 5_000 }, () => newId().slice(-2)))
  expect(bytes.size).toBe(256)
})
