import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brotliModules } from '../../deploy/nginx/provide.ts'
import { findNginx, listen, startNginx, type TestNginx, writeWebApp } from '../support/nginx.ts'
import { addProduct } from '../support/products.ts'
import { rawExchange } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const codings = {
  gzip: gunzipSync,
  ...(brotliModules().length > 0 && { br: brotliDecompressSync }),
}

describe.skipIf(!(await findNginx()))('files and compression', () => {
  const script = `export default ${JSON.stringify('a script worth compressing '.repeat(200))}`
  let shop: TestShop
  let nginx: TestNginx
  beforeAll(async () => {
    shop = await startShop()
    for (let count = 0; count < 10; count++) await addProduct(shop)
    nginx = await startNginx({ nodes: [await listen(shop)] })
    writeWebApp(nginx.webRoot, {
      'assets/main-abc123.js': script,
      'assets/ready-abc123.js': script,
      'assets/ready-abc123.js.gz': gzipSync('made before, for gzip'),
      'assets/ready-abc123.js.br': brotliCompressSync('made before, for br'),
    })
    mkdirSync(join(nginx.uploadsDir, 'picture'))
    writeFileSync(join(nginx.uploadsDir, 'picture/640.webp'), 'a picture')
    writeFileSync(join(nginx.uploadsDir, 'picture/.640.webp.part'), 'unfinished')
    writeFileSync(join(nginx.uploadsDir, 'outside.webp'), 'no picture')
  })
  afterAll(async () => {
    await nginx?.stop()
    await shop?.close()
  })

  const get = (path: string, headers: Record<string, string> = {}) => {
    const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers })
    return rawExchange(
      nginx.port,
      `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    )
  }
  const whole = (body: string, headers: Record<string, string>) =>
    headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body

  test('a file named by its content, and a picture, may be kept for ever', async () => {
    for (const [path, type] of [
      ['/assets/main-abc123.js', 'text/javascript; charset=utf-8'],
      ['/uploads/picture/640.webp', 'image/webp'],
    ] as const) {
      const { status, headers } = await get(path)
      expect([path, status, headers['content-type']]).toEqual([path, 200, type])
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      const again = await get(path, { 'if-none-match': headers.etag as string })
      expect([again.status, again.body]).toEqual([304, ''])
      expect(again.headers['x-content-type-options']).toBe('nosniff')
    }
  })

  test('the page of the web app is asked for each time, and sent only when it is new', async () => {
    const { headers } = await get('/cart')
    expect(headers['cache-control']).toBe('no-cache')
    expect((await get('/admin', { 'if-none-match': headers.etag as string })).status).toBe(304)
  })

  test.each([
    '/uploads/',
    '/uploads/picture',
    '/uploads/picture/',
    '/uploads/outside.webp',
    '/uploads/picture/.640.webp.part',
    '/uploads/picture/../outside.webp',
    '/uploads/picture/..%2foutside.webp',
    '/uploads/picture/%2e%2e/outside.webp',
    '/uploads/..%2fnginx.conf',
    '/uploads/picture/..%2f..%2fnginx.conf',
    '/uploads//etc/passwd',
    '/assets/',
    '/assets/..%2f..%2fnginx.conf',
    '/..%2fnginx.conf',
    '/../nginx.conf',
  ])('S55 there is nothing to list or to find at %s', async (path) => {
    const { status, body } = await get(path)
    expect(status === 200 ? 'The web app' : status).toSatisfy(
      (seen) => seen === 400 || seen === 404 || body.includes('<title>The web app'),
    )
    expect(body).not.toMatch(/worker_processes|no picture|unfinished|root:|Index of/)
  })

  test.each(Object.entries(codings))('%s: what a node sends, with a weak ETag', async (coding, undo) => {
    const plain = await get('/products')
    expect(plain.headers.etag).toMatch(/^"/)
    const small = await get('/products', { 'accept-encoding': coding })
    expect(small.headers).toMatchObject({
      'content-encoding': coding,
      etag: `W/${plain.headers.etag}`,
      vary: expect.stringMatching(/accept-encoding/i),
    })
    const body = Buffer.from(whole(small.body, small.headers), 'latin1')
    expect(body.length).toBeLessThan(plain.body.length / 2)
    expect(JSON.parse(undo(body).toString()).items).toHaveLength(10)
    const again = await get('/products', {
      'accept-encoding': coding,
      'if-none-match': small.headers.etag as string,
    })
    expect([again.status, again.body]).toEqual([304, ''])
  })

  test.each(Object.entries(codings))('%s: a file, or what was made of it before', async (coding, undo) => {
    const read = async (path: string) => {
      const { headers, body } = await get(path, { 'accept-encoding': coding })
      expect(headers).toMatchObject({
        'content-encoding': coding,
        'content-type': 'text/javascript; charset=utf-8',
      })
      expect(headers.vary).toMatch(/accept-encoding/i)
      return undo(Buffer.from(whole(body, headers), 'latin1')).toString()
    }
    expect(await read('/assets/main-abc123.js')).toBe(script)
    expect(await read('/assets/ready-abc123.js')).toBe(`made before, for ${coding}`)
  })

  test('who takes no coding gets none, and a picture is never compressed', async () => {
    expect((await get('/products')).headers).not.toHaveProperty('content-encoding')
    const { headers } = await get('/uploads/picture/640.webp', { 'accept-encoding': 'gzip, br' })
    expect(headers).not.toHaveProperty('content-encoding')
  })
})

function unchunked(body: string) {
  let rest = body
  let whole = ''
  for (;;) {
    const end = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.slice(0, end), 16)
    if (!size) return whole
    whole += rest.slice(end + 2, end + 2 + size)
    rest = rest.slice(end + 2 + size + 2)
  }
}
