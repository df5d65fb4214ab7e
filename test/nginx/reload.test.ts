import { Agent, get } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { upstreamKeepAliveS } from '../../deploy/nginx/render-config.ts'
import { answerOk, type BackEnd, startBackEnd } from '../support/back-end.ts'
import { buyer } from '../support/buyer.ts'
import { findNginx, listen, patience, startNginx, type TestNginx } from '../support/nginx.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const provided = await findNginx()

describe.skipIf(!provided)('F18 nginx is reloaded', () => {
  let nginx: TestNginx
  let backEnds: BackEnd[]
  beforeAll(async () => {
    backEnds = [await startBackEnd(answerOk), await startBackEnd(answerOk)]
    nginx = await startNginx({ nodes: backEnds, workers: 2 })
  })
  afterAll(async () => {
    await nginx?.stop()
    for (const one of backEnds ?? []) await one.close()
  })
  afterEach(async () => {
    nginx.reload({ nodes: backEnds })
  })

  const marked = (index: number) => backEnds.map(({ host, port }, at) => ({ host, port, down: at === index }))
  const workersAre = (count: number) => expect.poll(() => nginx.workers().length, patience).toBe(count)

  test('no request fails, and a node that is down gets none once the old workers have ended', {
    timeout: 200_000,
  }, async () => {
    const statuses = new Map<number | string, number>()
    let running = true
    // A connection each: one that idles may be closed just when its client sends, which the client has to expect.
    const client = async () => {
      while (running) {
        const outcome = await status(nginx.port)
        statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1)
      }
    }
    const clients = Array.from({ length: 6 }, client)
    for (let round = 0; round < 6; round++) {
      const old = nginx.workers()
      nginx.reload({ nodes: marked(round % 2) })
      await expect.poll(() => nginx.workers().filter((pid) => old.includes(pid)), patience).toEqual([])
      await workersAre(2)
      const [down, up] = round % 2 === 0 ? backEnds : [...backEnds].reverse()
      const [quiet, busy] = [down?.arrivals.length, up?.arrivals.length as number]
      await expect.poll(() => up?.arrivals.length, patience).toBeGreaterThan(busy + 20)
      expect(down?.arrivals.length).toBe(quiet)
    }
    running = false
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual([200])
  })

  test('a request in flight is answered by the worker that took it', async () => {
    for (const one of backEnds)
      one.does((request, response) => setTimeout(() => answerOk(request, response), 2_000))
    const waiting = status(nginx.port)
    await expect
      .poll(() => backEnds.flatMap(({ arrivals }) => arrivals.at(-1)?.url), patience)
      .toContain('/products?slow')
    nginx.reload({ nodes: marked(0) })
    expect(await waiting).toBe(200)
    for (const one of backEnds) one.does(answerOk)
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

function status(port: number) {
  return new Promise<number | string>((resolve) => {
    get(
      { port, path: '/products?slow', agent: new Agent(), headers: { connection: 'close' } },
      (response) => {
        response.resume().once('close', () => resolve(response.statusCode ?? 0))
      },
    ).once('error', ({ message }) => resolve(message))
  })
}
