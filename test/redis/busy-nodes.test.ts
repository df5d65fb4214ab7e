import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../server/platform/free-port.ts'
import { runNode } from '../../server/run-node.ts'
import { runWorker } from '../../server/run-worker.ts'
import { findRedis, startRedis, undisturbed } from '../support/redis.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const patience = { timeout: 20_000, interval: 50 }

describe.skipIf(!(await findRedis()))('a worker makes way for people at the nodes it works for', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let shop: TestShop
  let node: Awaited<ReturnType<typeof runNode>>
  let worker: Awaited<ReturnType<typeof runWorker>>
  beforeAll(async () => {
    redis = await startRedis()
    shop = await startShop()
    // Nobody needs Kafka here, but where it is set the node leaves to the worker what can wait.
    const config = {
      ...shop.context.config,
      kafkaBrokers: ['127.0.0.1:1'],
      redisUrl: redis.url,
      redisTimeoutMs: 1_500,
      port: await freePort(),
    }
    node = await runNode(config)
    worker = await runWorker(config, ['mails'])
  })
  afterAll(async () => {
    await worker?.close()
    await node?.close()
    await shop?.close()
    await redis?.stop()
  })

  const waitsFor = (people: boolean) =>
    expect.poll(() => worker.context.requests.elsewhere, patience).toBe(people)

  test('while they wait, and no longer', { timeout: 120_000 }, () =>
    undisturbed([node, worker], async () => {
      node.context.requests.inFlight = 0
      await waitsFor(false)
      node.context.requests.inFlight = 50
      await waitsFor(true)
      node.context.requests.inFlight = 0
      await waitsFor(false)
    }),
  )

  test('not when Redis is away', { timeout: 60_000 }, async () => {
    node.context.requests.inFlight = 50
    await waitsFor(true)
    await redis.kill()
    await waitsFor(false)
    await redis.restart()
    await waitsFor(true)
    node.context.requests.inFlight = 0
  })
})
