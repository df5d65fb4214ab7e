import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { verdict } from '../check/verdict.ts'
import { failed, none, slack } from '../claims.ts'
import type { Fault } from '../fault.ts'
import type { Stage } from '../stage.ts'

/** Nobody needs Redis: it is a cache, and a count that each node keeps as well. */
export const f06: Fault = {
  id: 'F6',
  title: 'Redis is killed, emptied, black-holed, and comes back empty',
  async run(stage) {
    const from = performance.now()
    await stage.kill('redis')
    await stage.seconds(5)
    stage.say('Redis is emptied')
    await flush(stage)
    await stage.seconds(5)
    await stage.during('Redis is a black hole', async () => {
      for (const way of stage.links.to('redis')) way.hole()
      await stage.seconds(8)
      for (const way of stage.links.to('redis')) way.heal()
    })
    await stage.during('Redis is stopped', async () => {
      await stage.end('redis')
      await stage.seconds(5)
      await stage.start('redis')
    })
    const answers = stage.answersSince(from)
    return [none('F6', 'no request fails', answers, failed), await hits(stage)]
  },
}

async function flush({ stack }: Stage) {
  const client = new Redis(stack.redisUrl, { lazyConnect: true, retryStrategy: null })
  client.on('error', () => {})
  await client
    .connect()
    .then(() => client.flushall())
    .catch(() => {})
  client.disconnect()
}

/** The hit rate is back within 30 s: of ten reads of one page in a row most come from a cache, on every node. */
async function hits({ shop, probe }: Stage) {
  const giveUpAt = performance.now() + 30_000 * slack
  const cold = new Set(shop.nodes)
  while (cold.size > 0 && performance.now() < giveUpAt) {
    for (const at of cold) {
      const reads = []
      for (let i = 0; i < 10; i++) reads.push(await probe.call('GET /products', { at }))
      if (reads.filter(({ cache }) => cache === 'hit').length > 5) cold.delete(at)
    }
    await sleep(200)
  }
  return verdict(
    'F6',
    'every node answers from its cache again',
    shop.nodes.length,
    [...cold].map((at) => `${at} still misses`),
  )
}
