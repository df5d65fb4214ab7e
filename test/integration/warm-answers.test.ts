import { once } from 'node:events'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {} from '../../server/machinery/warm-answers.ts'
import { createLog } from '../../server/platform/log.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let port: number
const lines: string[] = []
beforeAll(async () => {
  const destination = { write: (line: string) => lines.push(line) }
  shop = await startShop({}, { log: createLog({ level: 'info', name: 'node-7', destination }) })
  for (let i = 0; i < 5; i++) await addProduct(shop)
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  port = (shop.app.server.address() as AddressInfo).port
})
afterAll(() => shop.close())

/** Over a socket: `inject` knows nothing of what stands before Fastify. */
async function get(path: string, headers: Record<string, string> = {}, { setHost = true, body = '' } = {}) {
  const asked = request({ port, path, headers, setHost }).end(body)
  const [answer] = await once(asked, 'response')
  return {
    status: answer.statusCode,
    headers: answer.headers as OutgoingHttpHeaders,
    body: await buffer(answer),
  }
}

/** An answer that Fastify heard nothing of. */
async function warmly(path: string, headers: Record<string, string> = {}) {
  for (;;) {
    const warmAnswers = warmAnswersAt(path)
    const answer = await get(path, headers)
    if (warmAnswers() === 1) return answer
  }
}

/** What Fastify answers, from the cache too: on a slow machine what is kept may be outdated just then. */
async function usually(url: string, headers: Record<string, string>) {
  for (;;) {
    const answer = await shop.app.inject({ url, headers })
    if (answer.headers['x-cache'] === 'hit') return answer
  }
}

/** How often what is warm at this address was good enough, from now on. */
function warmAnswersAt(path: string) {
  const warm = shop.app.warmAnswers.get(path)
  let count = 0
  const again = () => {
    const answer = warm?.again()
    if (answer) count++
    return answer
  }
  if (warm) shop.app.warmAnswers.set(path, { ...warm, again })
  return () => count
}

const stable = ({
  date: _,
  connection: __,
  'keep-alive': ___,
  'x-request-id': ____,
  ...headers
}: OutgoingHttpHeaders) => headers

test('S46 what is answered before Fastify is, header by header and byte by byte, what Fastify answers', async () => {
  const { id } = await addProduct(shop)
  for (const path of ['/products', '/products?sort=price&limit=2', `/products/${id}`, '/products/categories'])
    for (const headers of [
      {},
      { 'accept-encoding': 'br' },
      { 'accept-encoding': 'gzip, identity' },
      { tag: 'its own' },
    ]) {
      const { etag = '' } = (await get(path)).headers
      const asked = 'tag' in headers ? { 'if-none-match': etag } : (headers as Record<string, string>)
      // Stock that is a little older is read again behind an answer, and then it is Fastify that answers.
      const quick = await warmly(path, asked)
      const usual = await usually(path, asked)
      expect([path, quick.status, stable(quick.headers)]).toEqual([
        path,
        usual.statusCode,
        stable(usual.headers),
      ])
      expect(quick.body.equals(usual.rawPayload)).toBe(true)
      expect(quick.headers['x-request-id']).toMatch(/^[\w-]{36}$/)
    }
})

test('S58 it has its line in the log, with the id that the proxy gave it, and is counted', async () => {
  const path = '/products?limit=4'
  await warmly(path)
  const seen = async () =>
    Number(
      /http_request_duration_seconds_count{method="GET",route="\/products",status="2xx"} (\d+)/.exec(
        await shop.context.metrics.metrics(),
      )?.[1],
    )
  const before = await seen()
  const { body } = await warmly(path, { 'x-request-id': 'the-id-of-nginx' })
  await expect.poll(seen).toBeGreaterThan(before)
  expect(
    lines.map((line) => JSON.parse(line)).findLast((line) => line.requestId === 'the-id-of-nginx'),
  ).toEqual({
    level: 'info',
    time: expect.any(String),
    node: 'node-7',
    requestId: 'the-id-of-nginx',
    method: 'GET',
    route: '/products',
    status: 200,
    ms: expect.any(Number),
    bytes: body.length,
    msg: 'request',
  })
})

test('S65 it is in flight until its client has taken it, where that one does not read', async () => {
  await warmly('/products')
  const { requests } = shop.context
  const connected = once(shop.app.server, 'connection')
  const client = connect({ port, host: '127.0.0.1' }).pause()
  const [socket] = await connected
  while (socket.writableLength === 0) {
    const told = lines.length
    client.write('GET /products HTTP/1.1\r\nhost: localhost\r\n\r\n')
    while (lines.length === told && socket.writableLength === 0) await setImmediate()
  }
  expect(requests.inFlight).toBe(1)
  client.destroy()
  await expect.poll(() => requests.inFlight).toBe(0)
})

test('I22 it outlives no change', async () => {
  const { id } = await addProduct(shop, { name: 'Before' })
  await shop.context.catalogChanges.poll()
  await warmly(`/products/${id}`)
  await shop.sql(`update products set name = 'After' where id = $1`, [id])
  await shop.context.catalogChanges.poll()
  expect(JSON.parse((await get(`/products/${id}`)).body.toString()).name).toBe('After')
})

test('S35 what is not for everybody is never kept for whoever asks next', async () => {
  const { headers } = await signIn(shop, { role: 'admin' })
  for (let i = 0; i < 3; i++) expect((await get('/stats/products', headers)).status).toBe(200)
  expect((await get('/stats/products')).status).toBe(401)
  expect([...shop.app.warmAnswers.keys()].filter((path) => !path.startsWith('/products'))).toEqual([])
})

test('it says of its time and its connection what node:http says', async () => {
  const [quick, usual] = [await warmly('/products'), await get('/healthz')]
  const said = ({ connection, 'keep-alive': keepAlive }: OutgoingHttpHeaders) => [connection, keepAlive]
  expect(said(quick.headers)).toEqual(said(usual.headers))
  expect(quick.headers.date).toBe(new Date(`${quick.headers.date}`).toUTCString())
  expect(Math.abs(Date.parse(`${quick.headers.date}`) - Date.now())).toBeLessThan(10_000)
})

test('a request without a Host, with a body, of HTTP/1.0 or for a connection that is to close goes the usual way', async () => {
  await warmly('/products')
  expect((await get('/products', {}, { setHost: false })).status).toBe(400)
  const warmAnswers = warmAnswersAt('/products')
  expect((await get('/products', { 'content-length': '2' }, { body: '{}' })).status).toBe(200)
  for (const last of ['HTTP/1.0\r\n', 'HTTP/1.1\r\nconnection: close\r\n']) {
    const client = connect({ port, host: '127.0.0.1' })
    client.write(`GET /products ${last}host: localhost\r\n\r\n`)
    // To its end, which is the connection's.
    expect(`${await buffer(client)}`).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close\r\n/i)
  }
  expect(warmAnswers()).toBe(0)
})
