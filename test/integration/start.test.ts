import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { findRunningPostgres } from '../../server/platform/embedded-postgres.ts'
import { freePort } from '../../server/platform/free-port.ts'

const root = join(import.meta.dirname, '..', '..')
// Whole shops start here, beside whatever else the machine does.
vi.setConfig({ testTimeout: 120_000 })

const started: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  for (const child of started.splice(0)) await killGroup(child)
  for (const folder of folders.splice(0)) {
    await gone(folder)
    rmSync(folder, { recursive: true, force: true })
  }
})

test('starts with four lines, answers, and Ctrl-C leaves no process and exit code 0', async () => {
  const shop = await installation()
  const child = start(shop)
  const lines = await fourLines(child)
  expect(lines[0]).toContain(shop.url)
  expect(lines[1]).toContain(`${shop.url}/docs`)
  expect(lines[2]).toContain(`http://localhost:${shop.env.MAILBOX_PORT}`)
  expect(lines[3]).toMatch(/admin@tradewind\.example, password \S{16,}/)
  expect((await fetch(`${shop.url}/readyz`)).status).toBe(200)
  expect((await fetch(`http://localhost:${shop.env.MAILBOX_PORT}/api/email`)).status).toBe(200)

  const [code] = await endBy(child, 'SIGINT')
  expect(code).toBe(0)
  await gone(shop.env.DATA_DIR)
  expect(child.said.split('\n').filter(Boolean)).toHaveLength(4)
})

test('SIGTERM ends it as well, and the second start has the same data and password', async () => {
  const shop = await installation()
  const first = start(shop)
  const lines = await fourLines(first)
  await write(shop, "create table kept as select 'kept'::text as word")
  expect((await endBy(first, 'SIGTERM'))[0]).toBe(0)

  const startedAt = Date.now()
  const second = start(shop)
  expect(await fourLines(second)).toEqual(lines)
  // The bar is 3 s on an idle machine; other tests share this one.
  expect(Date.now() - startedAt).toBeLessThan(20_000)
  expect(await write(shop, 'select word from kept')).toEqual([{ word: 'kept' }])
})

test('npm run smoke walks the main job on a fresh shop', async () => {
  const shop = await installation()
  await fourLines(start(shop))
  // The bar for the mail is 1 s on an idle machine; other tests share this one.
  const smoke = start(shop, 'server/smoke.ts', shop.url, '--mail-within', '10000')
  const [code] = await once(smoke, 'close')
  expect(code, smoke.said).toBe(0)
  expect(smoke.said).toMatch(/The confirmation is in the mailbox .*[\s\S]*All \d+ steps are well/)
})

test('kill -9 of the whole group loses nothing that was committed, and the next start needs no hand', async () => {
  const shop = await installation()
  const child = start(shop)
  await fourLines(child)
  await write(shop, "create table kept as select 'committed'::text as word")
  await killGroup(child)
  await fourLines(start(shop))
  expect(await write(shop, 'select word from kept')).toEqual([{ word: 'committed' }])
})

test('PostgreSQL that falls is started again under the running shop', async () => {
  const shop = await installation()
  await fourLines(start(shop))
  const pidFile = join(shop.env.DATA_DIR, 'postgres', 'cluster', 'postmaster.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
  await expect
    .poll(() => write(shop, 'select 1 as one').catch(() => []), { timeout: 15_000 })
    .toEqual([{ one: 1 }])
})

test('a second start on the same folder says that the shop is running', async () => {
  const shop = await installation()
  await fourLines(start(shop))
  const other = await installation()
  const line = await refused({ ...shop, env: { ...other.env, DATA_DIR: shop.env.DATA_DIR } })
  expect(line).toMatch(/running already \(process \d+\).*DATA_DIR/)
  expect((await fetch(`${shop.url}/readyz`)).status).toBe(200)
})

test('busy ports are named with the setting that changes them', async () => {
  const shop = await installation()
  const busy = createServer().listen(Number(shop.env.PORT), '127.0.0.1')
  await once(busy, 'listening')
  expect(await refused(shop)).toBe(
    `Port ${shop.env.PORT} is in use by another program: stop that program, or set PORT to another port.`,
  )
  busy.close()
  const mailbox = createServer().listen(Number(shop.env.MAILBOX_PORT), '127.0.0.1')
  await once(mailbox, 'listening')
  expect(await refused(shop)).toContain('set MAILBOX_PORT to another port')
  mailbox.close()
})

test('a data folder of another PostgreSQL, another currency and a wrong setting stop the start with one line', async () => {
  const shop = await installation()
  expect(await refused({ ...shop, env: { ...shop.env, CURRENCY: 'dollars' } })).toMatch(
    /^CURRENCY is "dollars"/,
  )
  const child = start(shop)
  await fourLines(child)
  await endBy(child, 'SIGINT')
  expect(await refused({ ...shop, env: { ...shop.env, CURRENCY: 'EUR' } })).toMatch(/^CURRENCY is EUR/)
  writeFileSync(join(shop.env.DATA_DIR, 'postgres', 'cluster', 'PG_VERSION'), '14\n')
  expect(await refused(shop)).toMatch(/belongs to PostgreSQL 14, this shop brings 18.*cli -- restore/)
})

async function installation(): Promise<Installation> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'tradewind-start-'))
  folders.push(DATA_DIR)
  const [PORT, MAILBOX_PORT] = await Promise.all([freePort(), freePort()])
  return {
    url: `http://localhost:${PORT}`,
    env: { DATA_DIR, PORT: `${PORT}`, MAILBOX_PORT: `${MAILBOX_PORT}` },
  }
}

function start({ env }: Installation, ...script: string[]): Shop {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(
    process.execPath,
    ['bin/run.mjs', ...(script.length > 0 ? script : ['server/start.ts'])],
    {
      cwd: root,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  started.push(child)
  const shop = Object.assign(child, { said: '' })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      shop.said += text
    })
  }
  return shop
}

async function fourLines(child: Shop): Promise<string[]> {
  while (child.said.split('\n').length < 5) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${child.said}`)
    await new Promise((done) => setTimeout(done, 20))
  }
  return child.said.trim().split('\n')
}

/** The one line with which a start gives up. */
async function refused(shop: Installation): Promise<string> {
  const child = start(shop)
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  const lines = child.said.trim().split('\n')
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

async function endBy(child: Shop, signal: NodeJS.Signals): Promise<[number | null]> {
  const ended = once(child, 'close') as Promise<[number | null]>
  process.kill(-(child.pid ?? 0), signal)
  return ended
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await ended
}

/** Waits until no process names the folder any more: the start's own, PostgreSQL and the mailbox all do. */
async function gone(dataDir: string): Promise<void> {
  const names = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(dataDir)
  await expect.poll(names, { timeout: 10_000 }).toBe(false)
}

async function write({ env }: Installation, sql: string): Promise<unknown[]> {
  const running = findRunningPostgres(join(env.DATA_DIR, 'postgres'))
  const client = new pg.Client({ connectionString: running?.superuserUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

type Installation = {
  url: string
  env: { DATA_DIR: string; PORT: string; MAILBOX_PORT: string; CURRENCY?: string }
}
type Shop = ChildProcess & { said: string }
