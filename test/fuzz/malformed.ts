import fc from 'fast-check'
import { parse, rawConnection } from '../support/raw-http.ts'

/**
 * Sends `runs` requests that are no proper HTTP, from one seed: bytes struck out, doubled and thrown in, requests on
 * each other's heels, forms that end in the middle. Returns what was neither answered nor closed in order.
 */
export async function fuzzMalformed({ port, seed, runs }: { port: number; seed: number; runs: number }) {
  const findings: string[] = []
  const texts = fc.sample(malformed, { seed, numRuns: runs })
  for (let from = 0; from < texts.length; from += 20)
    await Promise.all(texts.slice(from, from + 20).map((text) => tryOne(text)))
  return findings

  async function tryOne(text: string) {
    const connection = await rawConnection(port)
    connection.socket.end(text, 'latin1')
    const received = await connection.end().catch((error: Error) => error)
    const fault = received instanceof Error ? received.message : faultOf(received)
    if (fault) findings.push(`${fault}: ${JSON.stringify(text).slice(0, 500)}`)
  }
}

function faultOf(received: string) {
  if (received === '') return undefined
  const { status, headers, body } = parse(received)
  if (!(status >= 200 && status < 500) && status !== 503) return `answers ${received.slice(0, 100)}`
  if (!headers['x-request-id'] || !headers['content-security-policy']) return `lacks headers at ${status}`
  if (status < 400) return undefined
  return headers['content-type']?.startsWith('application/problem+json') && body.startsWith('{')
    ? undefined
    : `refuses ${status} as ${headers['content-type']}`
}

const json = '{"email":"ada@example.com","password":"correct horse"}'
const form = [
  '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nBread\r\n',
  '--b\r\nContent-Disposition: form-data; name="productFile"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n',
  '--b--\r\n',
].join('')
const request = (line: string, type: string, body: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Host: localhost', `Content-Type: ${type}`, ...headers, '', body].join('\r\n')

const proper = [
  'GET /products?limit=2&sort=price HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET /products/cartitems HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a.b.c\r\nCookie: refresh=abc\r\n\r\n',
  request('POST /api/userLogin', 'application/json', json, `Content-Length: ${json.length}`),
  request(
    'POST /api/userLogin',
    'application/json',
    `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`,
    'Transfer-Encoding: chunked',
  ),
  request('POST /upload-product', 'multipart/form-data; boundary=b', form, `Content-Length: ${form.length}`),
  request(
    'POST /products/addtocart',
    'application/json',
    '{"productId":',
    'Content-Length: 13',
    'Content-Encoding: gzip',
  ),
]

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))
const piece = fc.oneof(
  byte,
  fc.constantFrom(
    '\0',
    '\r',
    '\n',
    '\r\n',
    ' ',
    ':',
    '%',
    '%00',
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
  ),
  fc.constantFrom(
    'Host: evil\r\n',
    'HTTP/0.9',
    'HTTP/2.0',
    '/../',
    '?a=b&a=c',
    'a'.repeat(20_000),
    'é',
    '\x80\xff',
  ),
)
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  strike: fc.nat(6),
  put: fc.oneof(fc.constant(''), piece),
})

const damaged = fc
  .tuple(fc.constantFrom(...proper), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) =>
    changes.reduce((now, { at, strike, put }) => {
      const place = Math.floor(at * now.length)
      return now.slice(0, place) + put + now.slice(place + strike)
    }, text),
  )
const malformed = fc.oneof(
  { weight: 6, arbitrary: damaged },
  { weight: 2, arbitrary: fc.array(damaged, { minLength: 2, maxLength: 5 }).map((texts) => texts.join('')) },
  { weight: 1, arbitrary: fc.array(byte, { maxLength: 500 }).map((bytes) => bytes.join('')) },
)
