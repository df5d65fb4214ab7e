import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { provideRedis } from '../../deploy/native/provide.ts'
import type { Context } from '../../server/context.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { endProcess } from './end-process.ts'
import { find } from './find.ts'

export const findRedis = () => find('Redis', provideRedis)

/** A redis-server of the test's own, which keeps nothing on disk. */
export async function startRedis() {
  const port = await freePort()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-redis-'))
  const url = `redis://127.0.0.1:${port}`
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir]
    const child = spawn('redis-server', args, { stdio: 'ignore' })
    for (let tries = 0; (await answer(url)) !== 'PONG'; tries++) {
      if (tries > 100 || child.exitCode !== null) throw new Error('redis-server did not start')
      await sleep(50)
    }
    return child
  }
  let child = await start()
  return {
    port,
    url,
    kill: () => endProcess(child, 'SIGKILL'),
    /** Back on the same port, with nothing in it. */
    async restart() {
      child = await start()
    },
    async stop() {
      await endProcess(child)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/**
 * Does it again where a node gave Redis up meanwhile, on a machine that is short of CPU: the node went on by itself,
 * which is right, and what was to be shown could not be.
 */
export async function undisturbed(nodes: { context: Context }[], work: (round: number) => Promise<void>) {
  for (let round = 0; ; round++) {
    const before = await failures(nodes)
    try {
      return await work(round)
    } catch (error) {
      if ((await failures(nodes)) === before || round === 4) throw error
      await sleep(3_000)
    }
  }
}

async function failures(nodes: { context: Context }[]) {
  const texts = nodes.map(({ context }) =>
    context.metrics.getSingleMetricAsString('tradewind_redis_failures_total'),
  )
  return (await Promise.all(texts)).join()
}

async function answer(url: string) {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.ping()
  } catch {
    return undefined
  } finally {
    client.disconnect()
  }
}
