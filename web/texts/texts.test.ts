import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'

const web = join(import.meta.dirname, '..')
const source = globSync('**/*.{ts,tsx}', { cwd: web, exclude: ['texts/{en,de}.ts', 'dist'] })
  .map((file) => readFileSync(join(web, file), 'utf8'))
  .join('\n')

test('every text is used somewhere, by its key or by the beginning of it', () => {
  const beginnings = [...source.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/g)].map(
    ([, beginning]) => beginning as string,
  )
  const unused = Object.keys(en).filter(
    (key) => !source.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  )
  expect(unused).toEqual([])
})

test('each language asks for the same values in every text', () => {
  const names = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort()
  for (const [key, text] of Object.entries(en))
    expect([key, names(de[key as keyof typeof de])]).toEqual([key, names(text)])
})
