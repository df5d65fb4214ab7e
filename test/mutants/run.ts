import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Mutant, mutants } from './mutants.ts'

/**
 * `npm run test:mutants [-- ID ...]`: a checker that has never failed proves nothing. Each seeded bug is put into a copy
 * of the sources, and the tests that are to catch it must turn red; without it they must be green.
 */
const root = join(import.meta.dirname, '../..')
const folders = [
  'contracts',
  'server',
  'db',
  'deploy',
  'test',
  'bin',
  'docs',
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
  'README.md',
]

const asked = process.argv.slice(2)
const chosen = mutants.filter(({ id }) => asked.length === 0 || asked.includes(id))
const copy = await mkdtemp(join(tmpdir(), 'tradewind-mutants-'))
try {
  for (const folder of folders)
    await cp(join(root, folder), join(copy, folder), { recursive: true, force: true }).catch(() => {})
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  // What was fetched for the tests is not fetched again.
  for (const cache of [join(root, '.cache/kafka'), join(copy, '.cache')])
    await mkdir(cache, { recursive: true })
  await symlink(join(root, '.cache/kafka'), join(copy, '.cache/kafka'))
  const { whole = [], named = [] } = Object.groupBy(chosen, ({ only }) => (only ? 'named' : 'whole'))
  await mustBeGreen(whole)
  await mustBeGreen(named, named.map(({ only }) => only).join('|'))
  let missed = 0
  for (const mutant of chosen) {
    const caught = await isCaught(mutant)
    if (!caught) missed++
    console.log(`${caught ? 'caught' : 'MISSED'}  ${mutant.id}  ${mutant.bug}`)
  }
  console.log(`${chosen.length - missed} caught, ${missed} missed`)
  process.exitCode = missed === 0 ? 0 : 1
} finally {
  await rm(copy, { recursive: true, force: true })
}

/** Without a seeded bug. */
async function mustBeGreen(mutants: Mutant[], only?: string) {
  const suites = [...new Set(mutants.flatMap(({ tests }) => tests))]
  if (suites.length > 0 && (await runTests(suites, only)) !== 0)
    throw new Error(`without a seeded bug these tests must be green: ${suites.join(' ')}`)
}

async function isCaught({ id, file, find, replace, tests, only }: Mutant) {
  const path = join(copy, file)
  const sound = await readFile(path, 'utf8')
  if (sound.split(find).length !== 2)
    throw new Error(
      `${id}: ${file} holds ${JSON.stringify(find)} ${sound.split(find).length - 1} times, not once`,
    )
  await writeFile(
    path,
    sound.replace(find, () => replace),
  )
  const code = await runTests(tests, only)
  await writeFile(path, sound)
  return code !== 0
}

async function runTests(files: string[], only?: string) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const named = only === undefined ? [] : ['-t', only]
  const child = spawn(process.execPath, [vitest, 'run', '--reporter=dot', '--bail=1', ...named, ...files], {
    cwd: copy,
    stdio: 'ignore',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
