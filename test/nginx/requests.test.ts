import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerOk, type BackEnd, echo, startBackEnd } from '../support/back-end.ts'
import { findNginx, listen, patience, startNginx, type TestNginx } from '../support/nginx.ts'
import { rawConnection, rawExchange } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const provided = await findNginx()

describe.skipIf(!provided)('what a node hears of a request', () => {
  let backEnd: BackEnd
  let nginx: TestNginx
  beforeAll(async () => {
    backEnd = await startBackEnd(echo)
    nginx = await startNginx({ nodes: [backEnd] })
  })
  afterAll(async () => {
    await nginx?.stop()
    await backEnd?.close()
  })

  const heard = async (headers: Record<string, string>, url = nginx.url) => {
    const answer = await fetch(`${url}/products`, { headers })
    return ((await answer.json()) as { headers: Record<string, string> }).headers
  }

  test('S12 S51 what a client says of its address or of the shop’s changes nothing', async () => {
    const { connection, ...headers } = await heard({
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=203.0.113.9;host=evil.example',
    })
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      host: `127.0.0.1:${nginx.port}`,
    })
    for (const name of ['x-forwarded-host', 'forwarded']) expect(headers).not.toHaveProperty(name)
  })

  test('S12 a proxy that is trusted is believed, but not what a client told it', async () => {
    const behind = await startNginx({ nodes: [backEnd], trustedProxies: ['127.0.0.0/8'] })
    try {
      const forwarded = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9, 127.0.0.2' }
      expect(await heard(forwarded, behind.url)).toMatchObject({ 'x-forwarded-for': '203.0.113.9' })
      await expect.poll(() => behind.log().map(({ client }) => client), patience).toContain('203.0.113.9')
    } finally {
      await behind.stop()
    }
  })

  test.each(['4bf92f35-77b3-4da6-a3ce-929d0e0e4736', 'a'.repeat(64)])(
    'S58 a request keeps the id %s',
    async (id) => expect((await heard({ 'x-request-id': id }))['x-request-id']).toBe(id),
  )

  test.each(['short', 'a'.repeat(65), 'with a space in it', 'quote"quote"', ''])(
    'S58 the id "%s" is none: it gets another',
    async (id) => expect((await heard({ 'x-request-id': id }))['x-request-id']).toMatch(/^[0-9a-f]{32}$/),
  )

  test('S57 S58 the log has one JSON line a request, with its id, and neither query nor token', async () => {
    const id = 'request-for-the-log'
    const path = '/products?q=something"private&token=abc'
    await fetch(`${nginx.url}${path}`, { headers: { 'x-request-id': id, authorization: 'Bearer secret' } })
    const line = () => nginx.log().find(({ requestId }) => requestId === id)
    await expect.poll(line, patience).toMatchObject({
      method: 'GET',
      path: '/products',
      status: 200,
      client: '127.0.0.1',
      seconds: expect.any(Number),
      upstream: `127.0.0.1:${backEnd.port}`,
      upstreamStatus: '200',
    })
    expect(JSON.stringify(line())).not.toMatch(/private|abc|secret/)
  })
})

describe.skipIf(!provided)('behind nginx, real nodes', () => {
  let shop: TestShop
  let nginx: TestNginx
  beforeAll(async () => {
    shop = await startShop({ TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_FACTOR: '1' })
    nginx = await startNginx({ nodes: [await listen(shop)] })
  })
  afterAll(async () => {
    await nginx?.stop()
    await shop?.close()
  })

  test('S12 a new X-Forwarded-For each time does not make a client new', async () => {
    const statuses = []
    for (let index = 0; index < 40; index++) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${index}` }
      const answer = await fetch(`${nginx.url}/api/userRegister`, { method: 'POST', headers, body: '{}' })
      statuses.push(answer.status)
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
  })

  test('S58 nginx, the node and the body of an error name the same request', async () => {
    const headers = { 'x-request-id': 'from-outside-1' }
    const answer = await fetch(`${nginx.url}/api/nowhere`, { headers })
    expect(answer.headers.get('x-request-id')).toBe('from-outside-1')
    expect(await answer.json()).toMatchObject({ requestId: 'from-outside-1', code: 'not_found' })
  })
})

describe.skipIf(!provided)('S64 what nginx lets through', () => {
  let backEnd: BackEnd
  let nginx: TestNginx
  beforeAll(async () => {
    backEnd = await startBackEnd(answerOk)
    nginx = await startNginx({ nodes: [backEnd] })
  })
  afterAll(async () => {
    await nginx?.stop()
    await backEnd?.close()
  })
  beforeEach(() => {
    backEnd.arrivals.length = 0
  })

  const post = (...headers: string[]) =>
    `POST /api/userLogin HTTP/1.1\r\n${['Host: localhost', ...headers].join('\r\n')}\r\n\r\n`
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
  const chunks = `0\r\n\r\n${smuggled}`

  test.each([
    ['both lengths', `${post(`Content-Length: ${chunks.length}`, 'Transfer-Encoding: chunked')}${chunks}`],
    [
      'both lengths, the other way round',
      `${post('Transfer-Encoding: chunked', 'Content-Length: 4')}${chunks}`,
    ],
    ['two lengths', `${post('Content-Length: 4', 'Content-Length: 0')}abcd${smuggled}`],
    ['a list of lengths', `${post('Content-Length: 4, 0')}abcd${smuggled}`],
    ['a length in hexadecimal', `${post('Content-Length: 0x4')}abcd${smuggled}`],
    ['a signed length', `${post('Content-Length: +4')}abcd${smuggled}`],
    ['a coding that is unknown', `${post('Transfer-Encoding: xchunked')}${chunks}`],
    ['two codings', `${post('Transfer-Encoding: gzip, chunked')}${chunks}`],
    ['a coding twice', `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}${chunks}`],
    ['a space before the colon', `${post('Transfer-Encoding : chunked')}${chunks}`],
    ['a folded header', `${post('X-A: b', ' Transfer-Encoding: chunked')}${chunks}`],
    ['a null byte in a header', `${post('X-A: b\0')}${smuggled}`],
    ['a chunk size that is none', `${post('Transfer-Encoding: chunked')}zz\r\n${chunks}`],
    ['a chunk size that overflows', `${post('Transfer-Encoding: chunked')}fffffffffffffffff\r\n${chunks}`],
    ['no Host', `GET /products HTTP/1.1\r\n\r\n${smuggled}`],
    ['two Hosts', `GET /products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${smuggled}`],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a method with a line break', `GET\r\n /products HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}`],
    ['CONNECT', `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n${smuggled}`],
  ])('%s is refused, and no second request arrives', async (_what, text) => {
    const answer = await rawExchange(nginx.port, text)
    expect([400, 405, 501]).toContain(answer.status)
    expect(answer.headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      'x-content-type-options': 'nosniff',
    })
    expect(backEnd.arrivals.map(({ url }) => url)).not.toContain('/smuggled')
    expect(backEnd.arrivals).toHaveLength(0)
  })

  test('two requests in one are two for the node as well', async () => {
    const first = `${post('Content-Length: 4')}abcd`
    const connection = await rawConnection(nginx.port)
    connection.socket.write(`${first}${smuggled.replace('/smuggled', '/products')}`, 'latin1')
    await connection.end()
    expect(backEnd.arrivals).toMatchObject([
      { url: '/api/userLogin', bytes: 4 },
      { url: '/products', bytes: 0 },
    ])
  })

  test('S62 no other host and no other port can be reached', async () => {
    for (const target of [`http://127.0.0.1:${backEnd.port}/metrics`, 'http://169.254.169.254/metrics']) {
      const answer = await rawExchange(
        nginx.port,
        `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      )
      expect(answer.status).toBe(404)
    }
    expect(backEnd.arrivals).toHaveLength(0)
  })
})

describe.skipIf(!provided)('S65 slow clients', () => {
  test('starve nobody, reach no node, and are ended', { timeout: 120_000 }, async () => {
    const backEnd = await startBackEnd(answerOk)
    const nginx = await startNginx({ nodes: [backEnd] })
    try {
      const open = async (begin: string) => {
        const socket = connect(nginx.port, '127.0.0.1')
        socket.on('error', () => {})
        await once(socket, 'connect')
        socket.write(begin)
        const drip = setInterval(() => socket.write('a'), 500)
        socket.once('close', () => clearInterval(drip))
        return socket
      }
      const headers = 'POST /api/userLogin HTTP/1.1\r\nHost: localhost\r\n'
      const slow = await Promise.all([
        ...Array.from({ length: 150 }, () => open(`${headers}X-Slow: `)),
        ...Array.from({ length: 50 }, () => open(`${headers}Content-Length: 100000\r\n\r\n`)),
      ])
      for (let round = 0; round < 20; round++) {
        const begun = performance.now()
        expect((await fetch(`${nginx.url}/products`)).status).toBe(200)
        expect(performance.now() - begun).toBeLessThan(5_000)
      }
      expect(backEnd.arrivals).toHaveLength(20)
      await expect.poll(() => slow.filter(({ closed }) => closed).length, { timeout: 60_000 }).toBe(150)
      for (const socket of slow) socket.destroy()
    } finally {
      await nginx.stop()
      await backEnd.close()
    }
  })
})
