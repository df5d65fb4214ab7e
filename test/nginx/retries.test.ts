import { afterEach, describe, expect, test } from 'vitest'
import {
  answerBusy,
  answerOk,
  type BackEnd,
  type Behaviour,
  beSilent,
  breakOff,
  startBackEnd,
} from '../support/back-end.ts'
import { findNginx, patience, startNginx, type TestNginx } from '../support/nginx.ts'

describe.skipIf(!(await findNginx()))('how often nginx sends a request', () => {
  let nginx: TestNginx | undefined
  const backEnds: BackEnd[] = []
  afterEach(async () => {
    await nginx?.stop()
    for (const one of backEnds.splice(0)) await one.close()
  })

  async function start(...behaviours: Behaviour[]) {
    for (const behaviour of behaviours) backEnds.push(await startBackEnd(behaviour))
    nginx = await startNginx({ nodes: backEnds, workers: 2 })
  }
  const send = async (method: string, path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${nginx?.url}${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) }))
      .status
  const arrivals = () => backEnds.map((one) => one.arrivals.length)
  const sent = () => arrivals().reduce((sum, count) => sum + count, 0)

  test('one that reads goes on to the next node when the first breaks off', async () => {
    await start(breakOff, breakOff, answerOk)
    for (let round = 0; round < 5; round++) expect(await send('GET', '/products')).toBe(200)
    expect(backEnds[2]?.arrivals).toHaveLength(5)
  })

  test.each([
    ['an order without a key', 'POST', '/products/placeorder', {}],
    ['an order with an empty key', 'POST', '/products/placeorder', { 'idempotency-key': '' }],
    ['a POST elsewhere with a key', 'POST', '/products/addtocart', { 'idempotency-key': 'k' }],
    ['another address that looks like an order', 'POST', '/products/placeorder/', { 'idempotency-key': 'k' }],
    ['pictures', 'POST', '/upload-product', { 'idempotency-key': 'k' }],
    ['a PATCH', 'PATCH', '/products/1', { 'idempotency-key': 'k' }],
  ])('I8 %s never arrives twice', async (_what, method, path, headers) => {
    await start(breakOff, breakOff)
    expect(await send(method, path, headers)).toBe(502)
    expect(sent()).toBe(1)
  })

  test('a DELETE, which done twice is done, goes on to the next node as well', async () => {
    await start(breakOff, breakOff, answerOk)
    for (let round = 0; round < 3; round++) expect(await send('DELETE', '/products/cartitems/1')).toBe(200)
    expect(sent()).toBeGreaterThan(3)
  })

  test('I8 an order with a key is sent again, with the same key, when its node breaks off', async () => {
    await start(breakOff, answerOk)
    const statuses = []
    for (let round = 0; round < 4; round++)
      statuses.push(await send('POST', '/products/placeorder', { 'idempotency-key': `key ${round}` }))
    expect(statuses).toEqual([200, 200, 200, 200])
    const keys = backEnds.map((one) => one.arrivals.map(({ headers }) => headers['idempotency-key']))
    expect(keys[1]).toEqual(['key 0', 'key 1', 'key 2', 'key 3'])
    expect(keys[0]?.length).toBeGreaterThan(0)
  })

  test('whatever could not be sent to a node that is dead goes to one that lives, once', async () => {
    await start(answerOk, answerOk, answerOk)
    await backEnds[0]?.die()
    await backEnds[1]?.die()
    for (let round = 0; round < 20; round++) {
      expect(await send('POST', '/products/addtocart')).toBe(200)
      expect(await send('POST', '/upload-product')).toBe(200)
      expect(await send('PATCH', '/products/1')).toBe(200)
      expect(await send('GET', '/c/lamps')).toBe(200)
    }
    expect(arrivals()).toEqual([0, 0, 80])
  })

  test('F1 a node that dies under load fails no GET, is left alone, and is asked again once it is back', {
    timeout: 200_000,
  }, async () => {
    await start(answerOk, answerOk, answerOk)
    const statuses = new Map<number, number>()
    let running = true
    const client = async () => {
      while (running) {
        const status = await send('GET', '/products')
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    const clients = Array.from({ length: 8 }, client)
    const [mortal] = backEnds as [BackEnd]
    for (let round = 0; round < 3; round++) {
      const before = mortal.arrivals.length
      await expect.poll(() => mortal.arrivals.length, patience).toBeGreaterThan(before)
      await mortal.die()
      const had = statuses.get(200) ?? 0
      await expect.poll(() => statuses.get(200), patience).toBeGreaterThan(had + 100)
      await mortal.rise()
      const dead = mortal.arrivals.length
      await expect.poll(() => mortal.arrivals.length, patience).toBeGreaterThan(dead)
    }
    running = false
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual([200])
    const log = nginx?.log() ?? []
    const tried = log.filter(({ upstream }) => String(upstream).includes(','))
    expect(tried.length).toBeGreaterThan(0)
    expect(tried.length).toBeLessThan(log.length / 5)
  })

  test('a 503 is an answer: it is sent on to nobody, with its Retry-After, and takes no node out', async () => {
    await start(answerBusy, answerBusy)
    for (let round = 0; round < 20; round++) expect(await send('GET', '/products')).toBe(503)
    expect(sent()).toBe(20)
    const answer = await fetch(`${nginx?.url}/products`)
    expect(answer.headers.get('retry-after')).toBe('7')
    for (const one of backEnds) one.does(answerOk)
    for (let round = 0; round < 10; round++) expect(await send('GET', '/products')).toBe(200)
    expect(Math.min(...arrivals())).toBeGreaterThan(10)
  })

  test('a request goes to the node with the fewest in flight', async () => {
    await start(beSilent, beSilent)
    const waiting = Array.from({ length: 8 }, () => send('POST', '/products/addtocart'))
    await expect.poll(arrivals, patience).toEqual([4, 4])
    for (const one of backEnds) await one.die()
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 8 }, () => 502))
  })

  test('F2 a node that is silent for 10 s loses what reads to another, and nothing else', {
    timeout: 120_000,
  }, async () => {
    await start(beSilent, answerOk)
    const reads = Array.from({ length: 4 }, () => send('GET', '/products'))
    const order = send('POST', '/products/placeorder')
    expect(await Promise.all(reads)).toEqual([200, 200, 200, 200])
    await backEnds[0]?.die()
    const [silent, awake] = backEnds.map(
      ({ arrivals }) => arrivals.filter(({ method }) => method === 'POST').length,
    )
    expect(await order).toBe(silent === 1 ? 502 : 200)
    expect((silent ?? 0) + (awake ?? 0)).toBe(1)
  })
})
