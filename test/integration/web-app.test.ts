import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWebApp } from '../../server/pages/web-app.ts'
import { readPage } from '../support/page-text.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const script = `console.log(${JSON.stringify('Tradewind '.repeat(50))})`

let shop: TestShop
let webDir: string
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'tradewind-web-'))
  await mkdir(join(webDir, 'assets'))
  await mkdir(join(webDir, '.vite'))
  for (const [name, content] of [
    [
      'index.html',
      '<html><head><!--shop:head--></head><body><div id="app"><!--shop:body--></div></body></html>',
    ],
    ['index.html.br', 'never sent'],
    ['icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['assets/main-Ab12.js', script],
    ['assets/main-Ab12.js.br', brotliCompressSync(script)],
    ['assets/main-Ab12.js.gz', gzipSync(script)],
    ['.vite/manifest.json', '{}'],
  ] as const)
    await writeFile(join(webDir, name), content)
  shop = await startShop({ WEB_DIR: webDir })
})
afterAll(async () => {
  await shop.close()
  await rm(webDir, { recursive: true })
})

const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  shop.app.inject({ url, headers, method })

test('files with their hash in the name are kept for ever, and come compressed as the browser takes it', async () => {
  const url = '/assets/main-Ab12.js'
  const plain = await ask(url)
  expect([plain.statusCode, plain.body]).toEqual([200, script])
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'content-security-policy': expect.stringContaining("default-src 'self'"),
  })
  for (const [accepted, encoding, decode] of [
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const) {
    const answer = await ask(url, { 'accept-encoding': accepted })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(decode(answer.rawPayload).toString()).toBe(script)
    const held = { 'accept-encoding': accepted, 'if-none-match': String(answer.headers.etag) }
    expect((await ask(url, held)).statusCode).toBe(304)
  }
  const head = await ask(url, {}, 'HEAD')
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', `${script.length}`])
})

test('a file without a hash is asked for each time', async () => {
  const answer = await ask('/icon.svg')
  expect(answer.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' })
  expect((await ask('/icon.svg', { 'if-none-match': String(answer.headers.etag) })).statusCode).toBe(304)
})

test('every path that is not the back end’s is the page of the web app, with the shop in it', async () => {
  for (const url of ['/cart', '/account/sessions', '/admin?range=7', '/nowhere', '//evil.example/']) {
    const answer = await ask(url)
    expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
      url,
      200,
      'text/html; charset=utf-8',
    ])
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(readPage(answer.body)).toMatchObject({
      title: 'Tradewind',
      meta: { robots: 'noindex' },
      data: { shop: { name: 'Tradewind', currency: 'USD' }, responses: {} },
    })
    expect(answer.body).not.toContain('evil')
  }
})

test('what would be the back end’s or a file and is not there stays a problem, and pages take no POST', async () => {
  for (const url of [
    '/assets/gone-Ab12.js',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/.vite/manifest.json',
    '/index.html.br',
    '/api/nothing',
    '/products/a/b',
    '/stats/none',
    '/metrics',
    '/uploads/none/none.webp',
  ]) {
    const answer = await ask(url)
    expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'not_found'])
  }
  expect((await ask('/cart', {}, 'POST')).json()).toMatchObject({ status: 404, code: 'not_found' })
})

test('without a built web app the pages that carry data are there, and no other', async () => {
  const node = await shop.again({ WEB_DIR: join(webDir, 'none') })
  expect((await node.app.inject('/')).statusCode).toBe(200)
  expect((await node.app.inject('/cart')).statusCode).toBe(404)
})

test('an index.html of something else stops the start with a line that says so', async () => {
  const other = await mkdtemp(join(tmpdir(), 'tradewind-web-'))
  await writeFile(join(other, 'index.html'), '<html><body></body></html>')
  const { config } = shop.context
  expect(() => openWebApp({ ...config, webDir: other })).toThrow(/lacks <!--shop:head-->.*WEB_DIR/)
  await rm(other, { recursive: true })
})
