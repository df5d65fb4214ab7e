import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawExchange } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let port: number
beforeAll(async () => {
  shop = await startShop({ PUBLIC_URL: 'https://shop.example' })
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  port = (shop.app.server.address() as AddressInfo).port
})
afterAll(() => shop.close())

const get = (line: string, ...headers: string[]) =>
  `${line} HTTP/1.1\r\n${['Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`

describe('S46 S64 whatever is sent is answered as problem+json with every header', () => {
  test.each([
    ['an address that is not there', get('GET /nowhere'), 404],
    ['a method the address does not take', get('DELETE /healthz'), 405],
    ['a method that Fastify does not know', get('PROPFIND /healthz'), 405],
    ['OPTIONS', get('OPTIONS /healthz'), 405],
    ['TRACE', get('TRACE /healthz'), 405],
    ['a method that nobody knows', get('FROBNICATE /healthz'), 400],
    ['an address that is no text', get('GET /products/%zz'), 400],
    ['an address in half a character', get('GET /products/%ed%a0%80'), 400],
    ['an id longer than any', get(`GET /products/orders/${'a'.repeat(400)}`), 414],
    ['headers beyond 16 kB', get('GET /healthz', `X-Big: ${'a'.repeat(20_000)}`), 431],
    ['an address beyond 16 kB', get(`GET /${'a'.repeat(20_000)}`), 431],
    ['no Host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a folded header', get('GET /healthz', 'X-A: b\r\n c'), 400],
    ['a header without a name', get('GET /healthz', ': b'), 400],
    ['a null byte in a header', get('GET /healthz', 'X-A: b\0'), 400],
    ['both lengths', get('POST /api/userLogin', 'Content-Length: 3', 'Transfer-Encoding: chunked'), 400],
    ['two lengths', get('POST /api/userLogin', 'Content-Length: 3', 'Content-Length: 4'), 400],
    ['a length that is none', get('POST /api/userLogin', 'Content-Length: 0x3'), 400],
    ['a coding that is unknown', get('POST /api/userLogin', 'Transfer-Encoding: chunked, gzip'), 400],
    [
      'a chunk that is none',
      `${get('POST /api/userLogin', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n`,
      400,
    ],
    [
      'a body that is no JSON',
      `${get('POST /api/userLogin', 'Content-Type: application/json', 'Content-Length: 3')}{]}`,
      400,
    ],
    [
      'a body of another type',
      `${get('POST /api/userLogin', 'Content-Type: text/xml', 'Content-Length: 3')}<a>`,
      415,
    ],
    [
      'a body of a malformed type',
      `${get('POST /api/userLogin', 'Content-Type: ///', 'Content-Length: 3')}<a>`,
      415,
    ],
    [
      'a body announced beyond the limit',
      get('POST /api/userLogin', 'Content-Type: application/json', 'Content-Length: 2000000'),
      413,
    ],
  ])('%s', async (_what, request, status) => {
    const answer = await rawExchange(port, request)
    expect(answer.status).toBe(status)
    const problem = JSON.parse(answer.body)
    expect(problem).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) })
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('application/problem+json'),
      'x-request-id': problem.requestId,
      'x-served-by': shop.context.config.nodeName,
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'strict-transport-security': expect.stringContaining('max-age='),
      'cache-control': 'no-store',
    })
  })
})

test('a method that is not allowed is told which are', async () => {
  const answer = await rawExchange(port, get('DELETE /healthz'))
  expect(answer.headers.allow).toBe('GET, HEAD')
})

test('an expectation that nobody has is no reason to refuse', async () => {
  const answer = await rawExchange(port, get('GET /healthz', 'Expect: miracles'))
  expect(answer.status).toBe(200)
})

test('S64 two requests in one never reach a second route', async () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const answer = await rawExchange(
    port,
    `${get('POST /api/userLogin', 'Transfer-Encoding: chunked', `Content-Length: ${smuggled.length + 5}`)}0\r\n\r\n${smuggled}`,
  )
  expect(answer.status).toBe(400)
  expect(answer.body).not.toContain('HTTP/1.1')
})
