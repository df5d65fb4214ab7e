import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../server/platform/free-port.ts'
import { requestsPerSecond } from '../lib/load.ts'
import { judge, type Result } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'

const rounds = 5
const load = { connections: 32, seconds: 4 }

/** Warm `GET /products` beside a bare node:http server that answers the same bytes, in turns. */
export async function browse(shop: BenchShop): Promise<Result[]> {
  const url = `${shop.url}/products`
  const bare = await startBareServer(url)
  try {
    await requestsPerSecond(url, { ...load, seconds: 2 })
    await requestsPerSecond(bare.url, { ...load, seconds: 2 })
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const shopRate = await requestsPerSecond(url, load)
      const bareRate = await requestsPerSecond(bare.url, load)
      console.log(
        `browse: ${shopRate.toFixed(0)} requests/s, bare node:http ${bareRate.toFixed(0)} requests/s`,
      )
      ratios.push(shopRate / bareRate)
    }
    return [judge('browse', 'warm GET /products to bare node:http', ratios, { atLeast: 0.6, unit: '' })]
  } finally {
    bare.stop()
  }
}

async function startBareServer(url: string) {
  const answer = await fetch(url)
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['connection', 'keep-alive', 'date'].includes(name)),
  )
  const port = await freePort()
  const child = fork(join(import.meta.dirname, '../lib/bare-server.ts'))
  child.send({ body: await answer.text(), headers, port })
  await once(child, 'message')
  return { url: `http://127.0.0.1:${port}/products`, stop: () => child.kill() }
}
