import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

// Made with mode 0700: as root this also proves that a closed folder is no obstacle.
const folder = mkdtempSync(join(tmpdir(), 'tradewind-pg-'))
const settings = { fsync: 'off' }
const started: EmbeddedPostgres[] = []
let fresh = 0

beforeAll(async () => {
  const first = await startEmbeddedPostgres({ dir: join(folder, 'template'), settings })
  await query(first, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
  await first.stop()
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('data outlives a stop, and nothing of the server does', async () => {
  const dir = newDir()
  const server = await start(dir)
  const { pid } = pidFile(dir)
  await query(server, "INSERT INTO kept VALUES ('more')")
  await server.stop()
  await server.stop()
  expect(alive(pid)).toBe(false)
  expect(existsSync(join(dir, 'cluster', 'postmaster.pid'))).toBe(false)
  expect(await words(await start(dir))).toEqual(['here', 'more'])
})

test('a killed server needs no hand', async () => {
  const dir = newDir()
  const server = await start(dir)
  await query(server, "INSERT INTO kept VALUES ('committed')")
  await server.kill()
  expect(existsSync(join(dir, 'cluster', 'postmaster.pid'))).toBe(true)
  expect(await words(await start(dir))).toEqual(['here', 'committed'])
})

test('a pid file whose number now belongs to another program is no obstacle', async () => {
  const dir = newDir()
  const content = [process.pid, join(dir, 'cluster'), 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n')
  writeFileSync(join(dir, 'cluster', 'postmaster.pid'), content)
  expect(await words(await start(dir))).toEqual(['here'])
})

test('a server that outlived its shop is stopped in order and replaced', async () => {
  const dir = newDir()
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))}
    const { port } = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)} })
    console.log(port)
    setInterval(() => {}, 1000)`
  // Without setpriv in reach nothing ties the server's life to the shop's, as on macOS.
  const env = process.getuid?.() === 0 ? process.env : { ...process.env, PATH: '' }
  const shop = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  await once(shop.stdout, 'data')
  const orphan = pidFile(dir).pid
  expect(findRunningPostgres(dir)).toMatchObject({ port: pidFile(dir).port })
  shop.kill('SIGKILL')
  await once(shop, 'exit')
  expect(await words(await start(dir))).toEqual(['here'])
  // Some first processes of containers collect the dead only now and then.
  await expect.poll(() => alive(orphan), { timeout: 10_000 }).toBe(false)
})

test('two servers run side by side, two on one folder do not', async () => {
  const dir = newDir()
  const [one, other] = await Promise.all([start(dir), start(newDir())])
  await query(one, "INSERT INTO kept VALUES ('only here')")
  expect(await words(other)).toEqual(['here'])
  await expect(start(dir)).rejects.toThrow(/in use by another process \(process \d+\)/)
  expect(await words(one)).toEqual(['here', 'only here'])
})

// A machine with a PostgreSQL of that version would run the folder by it: this one is too old to be anywhere.
test('a data folder of another major version says what to do and stays as it is', async () => {
  const dir = newDir()
  writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '12\n')
  await expect(start(dir)).rejects.toThrow(
    /belongs to PostgreSQL 12, this shop brings 18.*npm run cli -- restore/,
  )
  expect(readFileSync(join(dir, 'cluster', 'PG_VERSION'), 'utf8')).toBe('12\n')
})

test('a busy port is named', async () => {
  const busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  const { port } = busy.address() as { port: number }
  await expect(start(newDir(), port)).rejects.toThrow(`Port ${port} for PostgreSQL is in use`)
  busy.close()
})

test('a folder that cannot be written is named', async () => {
  writeFileSync(join(folder, 'a-file'), '')
  await expect(start(join(folder, 'a-file', 'data'))).rejects.toThrow(/Cannot write to the folder .*a-file/)
})

test('an interrupted first start is begun anew', async () => {
  const dir = join(folder, `${fresh++}`)
  mkdirSync(join(dir, 'cluster.new', 'base'), { recursive: true })
  const server = await start(dir)
  expect(await query(server, 'SELECT datlocale FROM pg_database')).toContainEqual({ datlocale: 'C.UTF-8' })
})

/** A cluster with one row, copied: cheaper than making one for every test. */
function newDir(): string {
  const dir = join(folder, `${fresh++}`)
  cpSync(join(folder, 'template'), dir, { recursive: true })
  return dir
}

async function start(dir: string, port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir, settings, ...(port ? { port } : {}) })
  started.push(server)
  return server
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.superuserUrl)
  await client.connect()
  try {
    return (await client.query(sql)).rows ?? []
  } finally {
    await client.end()
  }
}

async function words(server: EmbeddedPostgres): Promise<string[]> {
  return ((await query(server, 'SELECT word FROM kept')) as { word: string }[]).map(({ word }) => word)
}

function pidFile(dir: string): { pid: number; port: number } {
  const lines = readFileSync(join(dir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
