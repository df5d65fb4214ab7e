import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
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
  let frozen: Server
  const held = new Set<Socket>()
  let nodes: { host: string; port: number }[]
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-gathering-'))
    shop = await startShop()
    const apps = [shop, await shop.again(), await shop.again()]
    nodes = await Promise.all(apps.map(listen))
    // A stopped process still takes connections, and answers nothing.
    frozen = createServer((socket) => void held.add(socket)).listen(0, '127.0.0.1')
    await once(frozen, 'listening')
    const spreadFile = join(dir, 'spread')
    nginx = await startNginx({ nodes, spreadFile })
    watch = watchGathering({ nodes: () => nodes, spreadFile, log: shop.context.log })
  })
  afterAll(async () => {
    await watch?.close()
    for (const socket of held) socket.destroy()
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

  test('at others where the first refuses connections', async () => {
    const open = nodes
    nodes = [{ host: '127.0.0.1', port: 1 }, ...nodes.slice(1)]
    nginx.reload({ nodes })
    const rest = new Set(nodes.slice(1).map(({ port }) => port))
    await expect.poll(() => portsAfter(['add'], 9), patience).toEqual(rest)
    nodes = open
    nginx.reload({ nodes })
  })

  test('F2 spreads it while the first stands still, and gathers again', async () => {
    const open = nodes
    const still = { host: '127.0.0.1', port: (frozen.address() as AddressInfo).port }
    await expect.poll(() => portsAfter(['add']), patience).toEqual(new Set([nodes[0]?.port]))
    // As nginx has it, nobody stands still: only the watch can tell.
    nodes = [still, ...nodes.slice(1)]
    await expect.poll(async () => (await portsAfter(['add'], 9)).size, patience).toBe(3)
    nodes = open
    await expect.poll(() => portsAfter(['add']), patience).toEqual(new Set([nodes[0]?.port]))
  })

  describe('of more than a node takes at once', () => {
    let leaving: AbortController
    let few: TestNginx
    const start = async (others: typeof nodes) => {
      const still = { host: '127.0.0.1', port: (frozen.address() as AddressInfo).port }
      few = await startNginx({
        nodes: [still, ...others],
        spreadFile: join(dir, 'never'),
        maxRequestsInFlight: 20,
      })
      leaving = new AbortController()
    }
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
    })

    test('three quarters wait at the first, and others have the rest', async () => {
      const before = held.size
      await start(nodes.slice(1))
      ask(15)
      await expect.poll(() => held.size - before, patience).toBe(15)
      let refused = 0
      for (const answer of ask(60)) void answer.then((status) => (refused += Number(status === 401)))
      // While each of the others has one in hand, the first may have one more.
      await expect.poll(() => refused, patience).toBeGreaterThanOrEqual(59)
      expect(held.size - before).toBeLessThanOrEqual(16)
    })

    test('the first has them all where it is alone', async () => {
      const before = held.size
      await start([])
      const asked = ask(60)
      await expect.poll(() => held.size - before, patience).toBe(60)
      leaving.abort()
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['left']))
    })
  })
})
