import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Front, runFront } from '../../deploy/docker/run-front.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { type BackEnd, startBackEnd } from '../support/back-end.ts'
import { findNginx, patience, writeWebApp } from '../support/nginx.ts'

describe.skipIf(!(await findNginx()))('nginx in its container', () => {
  let dir: string
  let port: number
  let front: Front
  let backEnds: BackEnd[]
  let addresses = ['127.0.0.1']
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-front-'))
    writeWebApp(join(dir, 'web'))
    const first = await startBackEnd()
    backEnds = [first, await startBackEnd(undefined, { host: '127.0.0.2', port: first.port })]
    port = await freePort()
    const env = {
      HOST: '127.0.0.1',
      PORT: String(port),
      NODES: `api:${first.port}`,
      FRONT_DIR: dir,
      WEB_DIR: join(dir, 'web'),
      ACCESS_LOG: join(dir, 'access.log'),
    }
    front = await runFront(env, async () => addresses)
  })
  afterAll(async () => {
    front?.stop()
    await front?.ended
    for (const one of backEnds ?? []) await one.close()
    await rm(dir, { recursive: true, force: true })
  })

  const ask = () =>
    fetch(`http://127.0.0.1:${port}/products`, { headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 0,
    )
  const arrivals = () => backEnds.map((one) => one.arrivals.length)

  test('asks the replicas that run, as they come and go, and fails no request meanwhile', {
    timeout: 120_000,
  }, async () => {
    await expect.poll(ask, patience).toBe(200)
    addresses = ['127.0.0.1', '127.0.0.2']
    const statuses = new Set<number>()
    const askOnce = async () => {
      statuses.add(await ask())
      return arrivals()
    }
    await expect.poll(async () => (await askOnce())[1], patience).toBeGreaterThan(2)
    addresses = ['127.0.0.2']
    await expect
      .poll(async () => {
        const [before] = arrivals()
        for (let round = 0; round < 6; round++) await askOnce()
        return arrivals()[0] === before
      }, patience)
      .toBe(true)
    expect([...statuses]).toEqual([200])
  })

  test('a name without an address leaves the nodes as they were', async () => {
    addresses = []
    await expect.poll(ask, patience).toBe(200)
  })
})
