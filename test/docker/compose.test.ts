import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../server/platform/free-port.ts'
import { shopSettings } from '../../server/platform/postgres-settings.ts'
import { findNginx, writeWebApp } from '../support/nginx.ts'

/**
 * There is no Docker in a test run: these are the commands and settings of compose.yaml, run as they stand there, with
 * this machine's ports and folders in the place of the containers'.
 */
const root = join(import.meta.dirname, '../..')
const { services } = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as Compose
const dockerfile = readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8')

describe.skipIf(!(await findNginx()))('the commands of the image', () => {
  let dir: string
  let nodePort: number
  let port: number
  const running: ChildProcess[] = []
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-image-'))
    // nginx's workers give root's rights up.
    chmodSync(dir, 0o755)
    ;[nodePort, port] = [await freePort(), await freePort()]
    writeWebApp(join(dir, 'web'))
    const superuser = new URL(inject('superuserUrl'))
    mkdirSync(join(dir, 'secrets/installation/secrets'), { recursive: true })
    writeFileSync(join(dir, 'secrets/installation/secrets/database-superuser.password'), superuser.password)
  })
  afterAll(async () => {
    for (const child of running.toReversed()) await end(child)
    await asSuperuser('drop database if exists tradewind with (force)')
    for (const role of ['tradewind_app', 'tradewind_owner']) await asSuperuser(`drop role if exists ${role}`)
    rmSync(dir, { recursive: true, force: true })
  })

  test('make the secrets, each for whom it is', async () => {
    expect(await run('secrets')).toMatchObject({ code: 0 })
    const before = readFileSync(join(dir, 'secrets/shop/jwt_keys'), 'utf8')
    expect(await run('secrets')).toMatchObject({ code: 0 })
    expect(readFileSync(join(dir, 'secrets/shop/jwt_keys'), 'utf8')).toBe(before)
    expect(() => readFileSync(join(dir, 'secrets/shop/password'))).toThrow()
  })

  test('prepare the database, twice, and tell where the shop is', { timeout: 120_000 }, async () => {
    const first = await run('prepare')
    expect(first.said).toMatch(/products are in the shop.*Shop +http.*Admin +\S+, password \S+/s)
    expect(first.code).toBe(0)
    const again = await run('prepare')
    expect(again.said).toMatch(/up to date.*nothing was changed.*Admin +\S+, password \S+/s)
  })

  test('run nodes with nginx in front, well by their own checks, until they are told to end', {
    timeout: 500_000,
  }, async () => {
    const node = start('api', { HOST: '127.0.0.1', PORT: String(nodePort) })
    await isWell('api')
    const front = start('front')
    await isWell('front')
    const products = await fetch(`http://127.0.0.1:${port}/products?limit=1`)
    expect(products.status).toBe(200)
    const { items } = (await products.json()) as { items: { imageUrl: string }[] }
    const picture = await fetch(`http://127.0.0.1:${port}${items[0]?.imageUrl}`)
    expect([picture.status, picture.headers.get('x-served-by')]).toEqual([200, null])
    expect(await end(front)).toBe(0)
    expect(await end(node)).toBe(0)
    expect(await check('api')).toMatchObject({ code: 1, said: expect.stringContaining('/readyz: ') })
  })

  test('every service of ours has least rights, and says whether it is well', () => {
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.cap_drop, service.security_opt]).toEqual([
        name,
        ['ALL'],
        ['no-new-privileges:true'],
      ])
      expect([name, service.read_only ?? false]).toEqual([name, name !== 'kafka'])
      expect([name, service.healthcheck?.test !== undefined || service.healthcheck?.disable]).toEqual([
        name,
        true,
      ])
      expect([name, service.environment?.DATABASE_OWNER_URL]).toEqual([name, undefined])
    }
    expect(dockerfile).toMatch(/^USER 10001:10001$/m)
  })

  test('PostgreSQL in a container is told what the one that the shop brings is', () => {
    // How much memory it takes depends on the machine there.
    const { shared_buffers: _, ...settings } = shopSettings
    const told = String(services.postgres?.command)
      .trim()
      .split(/\s+-c /)
    for (const [name, value] of Object.entries(settings)) expect(told).toContain(`${name}=${value}`)
  })

  const run = async (name: string) => {
    const log = join(dir, `${name}.log`)
    const child = start(name)
    const [code] = (await once(child, 'exit')) as [number]
    return { code, said: readFileSync(log, 'utf8') }
  }

  function start(name: string, more: Record<string, string> = {}) {
    const { command = ['node', 'server/api.ts'], environment = {} } = services[name] as Service
    const child = launch(name, command, { ...local(environment), ...more })
    running.push(child)
    return child
  }

  const isWell = (name: string) =>
    expect
      .poll(() => check(name), { timeout: 200_000, interval: 500, message: `whether ${name} is well` })
      .toEqual({ code: 0, said: '' })

  async function check(name: string) {
    const [, ...command] = services[name]?.healthcheck?.test ?? []
    const at = name === 'api' ? nodePort : port
    const child = launch(
      `check-${name}`,
      command.map((word) => word.replace('127.0.0.1:8080', `127.0.0.1:${at}`)),
      {},
    )
    const [code] = (await once(child, 'exit')) as [number]
    return { code, said: readFileSync(join(dir, `check-${name}.log`), 'utf8') }
  }

  /** Its output goes to a file, as a container's goes to a pipe that can be opened once more. */
  function launch(name: string, command: string[], env: Record<string, string>) {
    const [program, ...args] = command
    expect(program).toBe('node')
    const log = openSync(join(dir, `${name}.log`), 'w')
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    return child
  }

  /** The settings of a container, with what only a network of containers has put in its local place. */
  function local(environment: Record<string, string>) {
    const { host } = new URL(inject('superuserUrl'))
    const entries = Object.entries(environment).map(([name, value]) => [
      name,
      String(value)
        .replace(/\$\{\w+:-((?:[^{}]|\$\{[^}]*\})*)\}/g, '$1')
        .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
        .replace('postgres:5432', host)
        .replace('api:8080', `localhost:${nodePort}`)
        .replace(/^\/(secrets|uploads)/, `${dir}/$1`),
    ])
    // Redis and Kafka have tests of their own; the shop goes without them where they are not set.
    const { REDIS_URL, KAFKA_BROKERS, ...settings } = Object.fromEntries(entries) as Record<string, string>
    return {
      ...settings,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: settings.DATA_DIR ?? join(dir, 'data'),
      FRONT_DIR: join(dir, 'front'),
      WEB_DIR: join(dir, 'web'),
    }
  }
})

async function end(child: ChildProcess) {
  if (child.exitCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = (await exit) as [number]
  return code
}

async function asSuperuser(statement: string) {
  const client = new pg.Client({ connectionString: inject('superuserUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

type Compose = { services: Record<string, Service> }
type Service = {
  command?: string[]
  environment?: Record<string, string>
  healthcheck?: { test?: string[]; disable?: boolean }
  cap_drop?: string[]
  security_opt?: string[]
  read_only?: boolean
}
