import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { watchGathering } from '../../deploy/nginx/watch-gathering.ts'
import type { Loop } from '../../server/platform/loop.ts'
import { findNginx, listen, patience, startNginx, type TestNginx } from '../support/nginx.ts'
import { startShop, type TestShop } from '../support/shop.ts'

describe.skipIf(!(await findNginx()))('nginx gathers what shares transactions', () => {
  let dir: string
  let shop: TestShop
  let nginx: TestNginx
  let watch: Loop
  let frozen: Awaited<ReturnType<typeof standStill>>
  let nodes: { host: string; port: number }[]
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-gathering-'))
    shop = await startShop()
    const apps = [shop, await shop.again(), await shop.again()]
    nodes = await Promise.all(apps.map(listen))
    frozen = await standStill()
    const spreadFile = join(dir, 'spread')
    nginx = await startNginx({ nodes, spreadFile })
    watch = watchGathering({ nodes: () => nodes, spreadFile, log: shop.context.log })
  })
  afterAll(async () => {
    await watch?.close()
    frozen?.close()
    await nginx?.stop()
    await shop?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const calls = {
    add: ['POST', '/products/addtocart'],
    change: ['PATCH', '/products/cartitems/1'],
    merge: ['POST', '/products/cartitems/merge'],
    place: ['POST', '/products/placeorder'],
    keyed: ['POST', '/products/placeorder', 'a-key'],
    read: ['GET', '/products/cartitems'],
    login: ['POST', '/api/userLogin'],
  } as const
  /** Sends each so often, and answers the ports that have answered; nobody is logged in, so nothing is done. */
  async function portsAfter(kinds: readonly (keyof typeof calls)[], times = 6) {
    const done = nginx.log().length
    for (let time = 0; time < times; time++)
      for (const kind of kinds) {
        const [method, path, key] = calls[kind]
        await fetch(nginx.url + path, { method, ...(key && { headers: { 'idempotency-key': key } }) })
      }
    const count = done + times * kinds.length
    await expect.poll(() => nginx.log().length, patience).toBeGreaterThanOrEqual(count)
    const upstreams = nginx
      .log()
      .slice(done, count)
      .map(({ upstream }) => String(upstream).split(', ').at(-1))
    return new Set(upstreams.map((upstream) => Number(upstream?.split(':')[1])))
  }
  const gathered = ['add', 'change', 'merge', 'place', 'keyed'] as const

  test('at the first node, and spreads all else', async () => {
    await expect.poll(() => portsAfter(gathered), patience).toEqual(new Set([nodes[0]?.port]))
    for (const kind of ['read', 'login'] as const) expect((await portsAfter([kind], 9)).size).toBe(3)
  })

  test('at the second where the first refuses connections', async () => {
    // The watch asks those of before, so that it is nginx that finds out.
    nginx.reload({ nodes: nodes.with(0, { host: '127.0.0.1', port: 1 }) })
    await expect.poll(() => portsAfter(['add'], 9), patience).toEqual(new Set([nodes[1]?.port]))
    nginx.reload({ nodes })
  })

  test.each([
    ['first', 0],
    ['second', 1],
  ])('F2 spreads it while the %s stands still, and gathers again', async (_, place) => {
    const open = nodes
    await expect.poll(() => portsAfter(['add']), patience).toEqual(new Set([nodes[0]?.port]))
    // As nginx has it, nobody stands still: only the watch can tell.
    nodes = open.with(place, frozen.address)
    await expect.poll(async () => (await portsAfter(['add'], 9)).size, patience).toBe(3)
    nodes = open
    await expect.poll(() => portsAfter(['add']), patience).toEqual(new Set([nodes[0]?.port]))
  })

  describe('of more than a node takes at once', () => {
    let stopped: Awaited<ReturnType<typeof standStill>>[]
    let leaving: AbortController
    let few: TestNginx
    const start = async (still: number, others: typeof nodes) => {
      stopped = await Promise.all(Array.from({ length: still }, standStill))
      few = await startNginx({
        nodes: [...stopped.map(({ address }) => address), ...others],
        spreadFile: join(dir, 'never'),
        maxRequestsInFlight: 20,
      })
      leaving = new AbortController()
    }
    const inHand = () => stopped.map(({ held }) => held.size)
    const ask = (count: number) =>
      Array.from({ length: count }, () =>
        fetch(`${few.url}/products/addtocart`, { method: 'POST', signal: leaving.signal }).then(
          ({ status }) => status,
          () => 'left',
        ),
      )
    afterEach(async () => {
      leaving.abort()
      await few.stop()
      for (const { close } of stopped) close()
    })

    test('three quarters wait at the first, as many at the second, and others have the rest', async () => {
      await start(2, nodes.slice(1))
      ask(15)
      await expect.poll(inHand, patience).toEqual([15, 0])
      ask(15)
      await expect.poll(inHand, patience).toEqual([15, 15])
      let refused = 0
      for (const answer of ask(60)) void answer.then((status) => (refused += Number(status === 401)))
      // While the others have some in hand, each of these two may have one more.
      await expect.poll(() => refused, patience).toBeGreaterThanOrEqual(58)
      expect(Math.max(...inHand())).toBeLessThanOrEqual(16)
    })

    test('the first has them all where it is alone', async () => {
      await start(1, [])
      const asked = ask(60)
      await expect.poll(inHand, patience).toEqual([60])
      leaving.abort()
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['left']))
    })
  })
})

/** A stopped process still takes connections, and answers nothing. */
async function standStill() {
  const held = new Set<Socket>()
  const server = createServer((socket) => void held.add(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    held,
    close() {
      for (const socket of held) socket.destroy()
      server.close()
    },
  }
}
