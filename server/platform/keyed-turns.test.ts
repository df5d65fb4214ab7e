import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createKeyedTurns } from './keyed-turns.ts'

const refuse = () => new Error('cannot wait')

test('of one key one at a time in their order, of different keys at once', async () => {
  const inTurn = createKeyedTurns({ limit: 10, waitMs: 5_000, refuse })
  const log: string[] = []
  const work = (key: string, i: number) =>
    inTurn(key, async () => {
      log.push(`${key}${i} begins`)
      await pause(20)
      log.push(`${key}${i} ends`)
    })
  await Promise.all([work('a', 1), work('a', 2), work('b', 1)])
  expect(log.slice(0, 2)).toEqual(['a1 begins', 'b1 begins'])
  expect(log.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
})

test('work that fails gives its turn to the next', async () => {
  const inTurn = createKeyedTurns({ limit: 10, waitMs: 5_000, refuse })
  const failing = inTurn('a', () => Promise.reject(new Error('broken')))
  const next = inTurn('a', async () => 'done')
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('done')
})

test('who would wait too long, or behind too many of all keys, is refused; who need not wait is not', async () => {
  const inTurn = createKeyedTurns({ limit: 2, waitMs: 30, refuse })
  const { promise: open, resolve: end } = Promise.withResolvers<void>()
  const held = ['a', 'b'].map((key) => inTurn(key, () => open))
  const waiting = ['a', 'b'].map((key) => inTurn(key, async () => 'too late'))
  await expect(inTurn('a', async () => 'too many')).rejects.toThrow('cannot wait')
  expect(await inTurn('c', async () => 'free')).toBe('free')
  for (const one of waiting) await expect(one).rejects.toThrow('cannot wait')
  end()
  await Promise.all(held)
  expect(await inTurn('a', async () => 'free again')).toBe('free again')
})
