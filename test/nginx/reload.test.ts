import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOfNode, upstreamKeepAliveS } from '../../deploy/nginx/nodes.ts'
import { answerOk, type BackEnd, startBackEnd } from '../support/back-end.ts'
import { buyer } from '../support/buyer.ts'
import { findNginx, listen, patience, startNginx, type TestNginx } from '../support/nginx.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const provided = await findNginx()

describe.skipIf(!provided)('other nodes behind nginx', () => {
  let dir: string
  let nginx: TestNginx
  let backEnds: BackEnd[]
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-out-'))
    // nginx's workers give root's rights up.
    chmodSync(dir, 0o755)
    backEnds = [await startBackEnd(answerOk), await startBackEnd(answerOk)]
    nginx = await startNginx({ nodes: backEnds, outDir: dir, workers: 2 })
  })
  afterAll(async () => {
    await nginx?.stop()
    for (const one of backEnds ?? []) await one.close()
    await rm(dir, { recursive: true, force: true })
  })

  /** People who send one request after the other until `stop`, which answers what they got. */
  function crowd(agents: () => Agent) {
    const outcomes = new Map<number | string, number>()
    let running = true
    const client = async (_: unknown, index: number) => {
      const agent = agents()
      while (running) {
        const outcome = await send(nginx.port, agent, index % 2 === 0 ? 'GET' : 'POST')
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }
    const clients = Array.from({ length: 6 }, client)
    return async () => {
      running = false
      await Promise.all(clients)
      return outcomes
    }
  }
  const arrivalsAt = async (node: BackEnd | undefined, more: number) => {
    const before = node?.arrivals.length as number
    await expect.poll(() => node?.arrivals.length, patience).toBeGreaterThan(before + more)
  }

  test('F17 a node that is taken out gets no request, dies and comes back, and none fails, a POST on a used connection neither', {
    timeout: 200_000,
  }, async () => {
    const stop = crowd(() => new Agent({ keepAlive: true }))
    for (let round = 0; round < 10; round++) {
      const [out, other] = round % 2 === 0 ? backEnds : [...backEnds].reverse()
      const file = fileOfNode(dir, out as BackEnd)
      await arrivalsAt(out, 20)
      writeFileSync(file, '')
      await arrivalsAt(other, 50)
      const had = out?.arrivals.length
      await arrivalsAt(other, 50)
      await out?.die()
      await arrivalsAt(other, 20)
      expect(out?.arrivals.length).toBe(had)
      await out?.rise()
      rmSync(file)
    }
    expect([...(await stop()).keys()]).toEqual([200])
  })

  test('F18 at a reload no request fails that has a connection of its own', {
    timeout: 200_000,
  }, async () => {
    // nginx closes the idle connections of clients at a reload: whoever sends on one just then has to expect that.
    const stop = crowd(() => new Agent())
    for (let round = 0; round < 6; round++) {
      const old = nginx.workers()
      nginx.reload({ nodes: backEnds.toSpliced(round % 2, 1), outDir: undefined })
      await expect.poll(() => nginx.workers().filter((pid) => old.includes(pid)), patience).toEqual([])
      await expect.poll(() => nginx.workers().length, patience).toBe(2)
      const [gone, left] = round % 2 === 0 ? backEnds : [...backEnds].reverse()
      const had = gone?.arrivals.length
      await arrivalsAt(left, 20)
      expect(gone?.arrivals.length).toBe(had)
    }
    expect([...(await stop()).keys()]).toEqual([200])
  })

  test('F18 a request in flight is answered by the worker that took it', async () => {
    nginx.reload({ nodes: backEnds })
    for (const one of backEnds)
      one.does((request, response) => setTimeout(() => answerOk(request, response), 2_000))
    const waiting = send(nginx.port, new Agent(), 'GET')
    await expect
      .poll(() => backEnds.flatMap(({ arrivals }) => arrivals.at(-1)?.url), patience)
      .toContain('/products?slow')
    nginx.reload()
    expect(await waiting).toBe(200)
  })
})

describe.skipIf(!provided)('F18 nginx is killed', () => {
  let shop: TestShop
  let nginx: TestNginx
  beforeAll(async () => {
    shop = await startShop({ TRUSTED_PROXIES: '127.0.0.1' })
    nginx = await startNginx({ nodes: [await listen(shop), await listen(await shop.again())] })
  })
  afterAll(async () => {
    await nginx?.stop()
    await shop?.close()
  })

  test('I8 an order that was in flight is one order, whatever of it came back', async () => {
    const product = await addProduct(shop)
    const customer = await buyer(shop)
    await customer.add(product.id)
    const headers = { ...customer.headers, 'idempotency-key': 'the-one' }
    const place = () => fetch(`${nginx.url}/products/placeorder`, { method: 'POST', headers })
    const first = place().then(
      ({ status }) => status,
      () => 'lost',
    )
    await nginx.kill()
    expect([200, 'lost']).toContain(await first)
    await nginx.restart()
    expect((await place()).status).toBe(200)
    expect((await place()).status).toBe(200)
    const orders = await shop.sql('select count(*) from orders where user_id = $1', [customer.id])
    expect(orders).toEqual([{ count: 1 }])
  })

  test('a node keeps an idle connection for longer than nginx does', () => {
    expect(shop.app.server.keepAliveTimeout).toBeGreaterThan(upstreamKeepAliveS * 1_000 + 5_000)
  })
})

/** The status of the answer, or why there is none. */
function send(port: number, agent: Agent, method: 'GET' | 'POST') {
  return new Promise<number | string>((resolve) => {
    const path = method === 'GET' ? '/products?slow' : '/products/addtocart'
    request({ port, path, method, agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
      .once('error', ({ message }) => resolve(message))
      .end()
  })
}
