import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// A project of its own with nothing to download: what bin/run.mjs does to it needs no registry.
const project = mkdtempSync(join(tmpdir(), 'tradewind-run-'))
const lock = join(project, '.node', 'lock')

beforeAll(() => {
  cpSync(join(import.meta.dirname, '..', '..', 'bin'), join(project, 'bin'), { recursive: true })
  const pinned = process.versions.node
  const { name, version } = { name: 'a-project', version: '1.0.0' }
  write('package.json', { name, version, config: { node: pinned }, dependencies: { part: 'file:part' } })
  write('package-lock.json', {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name, version, dependencies: { part: 'file:part' } },
      'node_modules/part': { resolved: 'part', link: true },
      part: { version: '1.0.0', bin: { speak: 'speak.js', vite: 'vite.js' } },
    },
  })
  mkdirSync(join(project, 'part'))
  write('part/package.json', {
    name: 'part',
    version: '1.0.0',
    bin: { speak: 'speak.js', vite: 'vite.js' },
  })
  writeFileSync(join(project, 'part', 'speak.js'), 'console.log("part says", ...process.argv.slice(2))')
  writeFileSync(
    join(project, 'part', 'vite.js'),
    `const fs = require('node:fs')
     const [, , , web, , to] = process.argv
     const page = fs.readFileSync(web + '/index.html', 'utf8')
     if (page.includes('broken')) throw new Error('page is broken')
     fs.mkdirSync(to)
     fs.writeFileSync(to + '/index.html', page)`,
  )
  writeFileSync(join(project, 'end.mjs'), 'process.exitCode = Number(process.argv[2])')
  writeFileSync(
    join(project, 'stay.mjs'),
    `process.on('SIGTERM', () => { console.log('in order'); process.exit(3) }); console.log('up'); setInterval(() => {}, 1000)`,
  )
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

test('two starts at once install once, and a lock that a killed one left is no obstacle', async () => {
  mkdirSync(lock, { recursive: true })
  writeFileSync(join(lock, 'pid'), '2147483646')
  const both = [run('end.mjs', '0'), run('end.mjs', '0')]
  expect(await Promise.all(both.map(exitCode))).toEqual([0, 0])
  const said = both.map((child) => child.said).join('')
  expect(said.match(/Installing the packages \.\.\. done/g) ?? said).toHaveLength(1)
  expect(existsSync(lock)).toBe(false)

  const third = run('end.mjs', '0')
  await exitCode(third)
  expect(third.said).toBe('')
})

test("a script's exit code is the run's, arguments go through, programs of packages are found", async () => {
  expect(await exitCode(run('end.mjs', '7'))).toBe(7)
  const speaking = run('--bin', 'speak', 'hello', 'you')
  expect(await exitCode(speaking)).toBe(0)
  expect(speaking.said).toContain('part says hello you')
  const missing = run('--bin', 'nothing')
  expect(await exitCode(missing)).toBe(1)
  expect(missing.said).toContain('No package brings a program named nothing')
})

test('a signal is the script’s to answer, and its end is waited for', async () => {
  const child = run('stay.mjs')
  await expect.poll(() => child.said).toContain('up')
  child.kill('SIGTERM')
  expect(await exitCode(child)).toBe(3)
  expect(child.said).toContain('in order')
})

test('the web app is built once from what its sources are, and again when they change', async () => {
  for (const folder of ['web', 'contracts']) mkdirSync(join(project, folder))
  writeFileSync(join(project, 'web', 'vite.config.ts'), '')
  const page = (text: string) => writeFileSync(join(project, 'web', 'index.html'), text)
  const built = () => readFileSync(join(project, 'web', 'dist', 'index.html'), 'utf8')
  page('first')
  const both = [run('--web', 'end.mjs', '7'), run('--web', 'end.mjs', '7')]
  expect(await Promise.all(both.map(exitCode))).toEqual([7, 7])
  expect(
    both
      .map((child) => child.said)
      .join('')
      .match(/Building the web app \.\.\. done/g),
  ).toHaveLength(1)
  expect(built()).toBe('first')
  const again = run('--web')
  expect([await exitCode(again), again.said]).toEqual([0, ''])

  writeFileSync(join(project, 'contracts', 'pages.ts'), 'changed')
  page('second')
  expect(await exitCode(run('--web'))).toBe(0)
  expect(built()).toBe('second')

  page('broken')
  const broken = run('--web', 'end.mjs', '7')
  expect(await exitCode(broken)).toBe(7)
  expect(broken.said).toMatch(/failed\nThe web app is not built \(.*\): the shop goes on without the newest/)
  expect(built()).toBe('second')
  expect(await exitCode(run('--web'))).toBe(1)
  expect(readdirSync(join(project, 'web')).filter((name) => name.startsWith('.'))).toEqual([])
})

function run(...args: string[]): ChildProcess & { said: string } {
  const { npm_lifecycle_event: _, ...env } = process.env
  const child = spawn(process.execPath, ['bin/run.mjs', ...args], { cwd: project, env, stdio: 'pipe' })
  const running = Object.assign(child, { said: '' })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      running.said += text
    })
  }
  return running
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}

function write(file: string, content: unknown): void {
  writeFileSync(join(project, file), JSON.stringify(content))
}
