import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const root = join(import.meta.dirname, '../..')

test.each(mutants)('the bug seeded for $id still finds its place: $bug', async ({ file, find, tests }) => {
  expect((await readFile(join(root, file), 'utf8')).split(find)).toHaveLength(2)
  for (const path of tests) await readFile(join(root, path))
})

test('I1-I25 each have a seeded bug', () => {
  const seeded = new Set(mutants.map(({ id }) => id.split('-')[0]))
  const all = Array.from({ length: 25 }, (_, i) => `I${i + 1}`)
  expect(all.filter((id) => !seeded.has(id))).toEqual([])
})
