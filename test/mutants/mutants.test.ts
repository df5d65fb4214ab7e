import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const root = join(import.meta.dirname, '../..')

test.each(mutants)('the bug seeded for $id still finds its place: $bug', async ({ file, find, tests }) => {
  expect((await readFile(join(root, file), 'utf8')).split(find)).toHaveLength(2)
  for (const path of tests) await readFile(join(root, path))
})
