import { expect, test } from 'vitest'
import { createMemoryCache, type Entry } from './cache.ts'

const entry = (text: string, xmax: number): Entry => ({
  pieces: [text],
  figureIds: [],
  figures: [],
  position: { origin: 'here', xmax, running: [] },
  subject: null,
})
const any = () => true

test('keeps an entry until it expires, and knows it as the last even then', async () => {
  const cache = createMemoryCache(10_000)
  await cache.set('key', entry('text', 5), 10_000)
  expect(cache.here('key', any)?.pieces).toEqual(['text'])
  expect(cache.here('key', () => false)).toBeUndefined()
  await cache.set('key', entry('later', 6), -1)
  expect(cache.here('key', any)).toBeUndefined()
  expect((await cache.last('key'))?.pieces).toEqual(['later'])
  await cache.delete('key')
  expect(await cache.last('key')).toBeUndefined()
})

test('I22 what was read under an older snapshot never replaces what was read under a newer', async () => {
  const cache = createMemoryCache(10_000)
  await cache.set('key', entry('new', 6), 10_000)
  await cache.set('key', entry('old', 5), 10_000)
  expect((await cache.last('key'))?.pieces).toEqual(['new'])
})

test('holds no more bytes than it may, and drops what was asked for longest ago', async () => {
  const cache = createMemoryCache(14_000)
  for (let i = 0; i < 20; i++) {
    await cache.set(`key ${i}`, entry('x'.repeat(1000), 5), 10_000)
    await cache.last('key 0')
  }
  const kept = await Promise.all(Array.from({ length: 20 }, (_, i) => cache.last(`key ${i}`)))
  expect(kept.map(Boolean).lastIndexOf(true)).toBe(19)
  expect(kept.filter(Boolean)).toHaveLength(4)
  expect(kept[0]).toBeDefined()
})
