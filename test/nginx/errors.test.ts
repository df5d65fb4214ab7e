import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerBusy, answerOk, type BackEnd, beSilent, startBackEnd } from '../support/back-end.ts'
import { findNginx, patience, startNginx, type TestNginx } from '../support/nginx.ts'
import { parse, rawConnection, rawExchange } from '../support/raw-http.ts'

describe.skipIf(!(await findNginx()))('what nginx answers when it cannot pass a request on', () => {
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

  const send = (line: string, ...headers: string[]) =>
    rawExchange(
      nginx.port,
      `${line} HTTP/1.1\r\n${['Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`,
      30_000,
    )

  function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, code: string) {
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    const problem = JSON.parse(answer.body)
    expect(problem).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.stringMatching(/\.$/),
      code,
      requestId: answer.headers['x-request-id'],
    })
    expect(problem.requestId).toMatch(/^[\w-]{8,64}$/)
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    })
    expect(answer.headers.server).toBe('nginx')
  }

  /** Self-contained: its policy allows nothing but its own style, by the hash of it. */
  function expectPage(answer: Awaited<ReturnType<typeof send>>, status: number) {
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('<h1>The shop does not answer just now</h1>')
    expect(answer.body).toContain('What you ordered is safe.')
    expect(answer.body).toContain(`Error ${status}, reference ${answer.headers['x-request-id']}`)
    expect(answer.body).not.toMatch(/\$|<script|http:/)
    const style = /<style>(.*?)<\/style>/s.exec(answer.body)?.[1] ?? ''
    expect(style.length).toBeGreaterThan(100)
    expect(answer.headers['content-security-policy']).toContain(
      `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    )
  }

  test.each([
    ['an address too long', () => send(`GET /products?q=${'a'.repeat(9_000)}`), 414, 'address_too_long'],
    [
      'a header too long',
      () => send('GET /products', `X-Big: ${'a'.repeat(9_000)}`),
      431,
      'headers_too_large',
    ],
    [
      'many headers',
      () => send('GET /products', ...Array.from({ length: 40 }, () => `X-Big: ${'a'.repeat(500)}`)),
      431,
      'headers_too_large',
    ],
    ['a body too large', () => send('POST /api/userLogin', 'Content-Length: 2000000'), 413, 'body_too_large'],
    [
      'pictures too large',
      () => send('POST /upload-product', 'Content-Length: 90000000'),
      413,
      'body_too_large',
    ],
    ['a request that is none', () => send('GET'), 400, 'request_malformed'],
    ['an address that is none', () => send('GET /products/%zz'), 400, 'request_malformed'],
    ['a picture that is not there', () => send('GET /uploads/none/640.webp'), 404, 'not_found'],
    ['a script that is not there any more', () => send('GET /assets/main-old.js'), 404, 'not_found'],
    ['S62 metrics', () => send('GET /metrics'), 404, 'not_found'],
    ['S62 metrics, written otherwise', () => send('GET /x/..//%6detrics'), 404, 'not_found'],
    ['another version', () => send('GET /products HTTP/3.0'), 505, 'version_not_supported'],
    ['TRACE', () => send('TRACE /api/me'), 405, 'method_not_allowed'],
  ])('S46 %s: a problem', async (_what, ask, status, code) => expectProblem(await ask(), status, code))

  test('a file takes GET and HEAD only', async () => {
    const answer = await send('POST /cart', 'Content-Length: 0')
    expectProblem(answer, 405, 'method_not_allowed')
    expect(answer.headers.allow).toBe('GET, HEAD')
  })

  test('a chunked body too large is cut off where it is', async () => {
    const connection = await rawConnection(nginx.port)
    connection.socket.write(
      'POST /api/userLogin HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    for (let count = 0; count < 4 && connection.socket.writable; count++) connection.socket.write(chunk)
    expectProblem(parse(await connection.until(/\}$/)), 413, 'body_too_large')
    connection.socket.destroy()
  })

  test('what eight pictures of 10 MB weigh arrives', async () => {
    const body = Buffer.alloc(81_000_000)
    const answer = await fetch(`${nginx.url}/upload-product`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect(backEnd.arrivals.at(-1)?.bytes).toBe(body.length)
  })

  test('one client has so many requests in flight and no more: 429 with Retry-After', {
    timeout: 90_000,
  }, async () => {
    const strict = await startNginx({ nodes: [backEnd], rateLimitFactor: 1 })
    backEnd.does(beSilent)
    try {
      const held = 'POST /products/addtocart HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n'
      const waiting = await Promise.all(Array.from({ length: 100 }, () => rawConnection(strict.port)))
      for (const { socket } of waiting) socket.write(held)
      const refused = () =>
        rawExchange(strict.port, 'GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
      await expect.poll(async () => (await refused()).status, patience).toBe(429)
      expect((await refused()).headers['retry-after']).toBe('1')
      for (const { socket } of waiting) socket.destroy()
      await expect.poll(async () => (await refused()).status, patience).toBe(200)
    } finally {
      backEnd.does(answerOk)
      await strict.stop()
    }
  })

  test('a busy node: its own answer on the API, a page with its Retry-After where a person looks', async () => {
    backEnd.does(answerBusy)
    const api = await send('GET /products')
    expect([api.status, api.headers['retry-after'], api.body]).toEqual([503, '7', '{"code":"overloaded"}'])
    const page = await send('GET /p/a-lamp')
    expectPage(page, 503)
    expect(page.headers['retry-after']).toBe('7')
    backEnd.does(answerOk)
  })

  test('no node: a problem on the API, a page where a person looks, the web app where it needs none', async () => {
    await backEnd.die()
    try {
      for (const path of ['/products', '/api/me', '/upload-product', '/healthz']) {
        const answer = await send(`GET ${path}`)
        expectProblem(answer, 502, 'no_answer')
        expect(answer.headers['retry-after']).toBe('2')
      }
      for (const path of ['/', '/c/lamps', '/p/a-lamp']) {
        const answer = await send(`GET ${path}`)
        expectPage(answer, 502)
        expect(answer.headers['retry-after']).toBe('2')
      }
      expect((await send('GET /cart')).status).toBe(200)
      expect((await send('HEAD /p/a-lamp')).body).toBe('')
    } finally {
      await backEnd.rise()
    }
  })
})
