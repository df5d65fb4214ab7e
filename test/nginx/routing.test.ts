import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHeaders } from '../../server/machinery/security-headers.ts'
import { findNginx, listen, patience, startNginx, type TestNginx, writeWebApp } from '../support/nginx.ts'
import { rawExchange } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'

describe.skipIf(!(await findNginx()))('nginx in front of two nodes', () => {
  let webDir: string
  let shop: TestShop
  let nginx: TestNginx
  let nodePort: number
  beforeAll(async () => {
    webDir = await mkdtemp(join(tmpdir(), 'tradewind-web-'))
    writeWebApp(webDir)
    shop = await startShop({ TRUSTED_PROXIES: '127.0.0.1', WEB_DIR: webDir })
    const nodes = [await listen(shop), await listen(await shop.again())] as const
    nodePort = nodes[0].port
    nginx = await startNginx({ nodes, webRoot: webDir, uploadsDir: shop.context.config.uploadsDir })
    mkdirSync(join(nginx.uploadsDir, 'picture'))
    writeFileSync(join(nginx.uploadsDir, 'picture/640.webp'), 'a picture')
  })
  afterAll(async () => {
    await nginx?.stop()
    await shop?.close()
    await rm(webDir, { recursive: true, force: true })
  })

  const ask = (port: number, path: string) =>
    rawExchange(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  const get = (path: string) => ask(nginx.port, path)

  test.each([
    '/api/me',
    '/api/nowhere',
    '/api',
    '/products',
    '/products/none',
    '/products/none/images',
    '/products/import',
    '/stats/totalusers',
    '/upload-product',
    '/docs',
    '/docs/start.js',
    '/openapi.json',
    '/healthz',
    '/readyz',
    '/',
    '/c/lamps',
    '/p/a-lamp',
    '/sitemap.xml',
    '/robots.txt',
    '//products',
  ])('a node answers %s', async (path) => {
    expect((await get(path)).headers['x-served-by']).toBeDefined()
  })

  test.each([
    '/cart',
    '/admin/orders',
    '/productsandmore',
    '/product',
    '/statsandmore',
    '/docsandmore',
    '/c/a/b',
    '/p',
    '/assetsandmore',
    '/icon.svg',
    '/assets/main-abc123.js',
    '/uploads/picture/640.webp',
  ])('nginx answers %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('x-served-by')
    expect(answer.headers).toMatchObject({ etag: expect.any(String), 'last-modified': expect.any(String) })
  })

  test.each([
    '/',
    '/api',
    '/api/nowhere',
    '/cart',
    '/admin/orders',
    '/productsandmore',
    '/openapi.jsonl',
    '/favicon.ico',
    '/icon.svg',
    '/metrics',
    '/metrics/',
    '/uploads',
    '/uploads/',
    '/uploads/picture',
    '/uploads/picture/640.webp',
    '/uploads/picture/none.webp',
    '/assets',
    '/assets/',
    '/assets/main-abc123.js',
    '/assets/none.js',
  ])('%s is the same to a client with nginx and without', async (path) => {
    const [behind, direct] = await Promise.all([get(path), ask(nodePort, path)])
    const seen = ({ status, headers }: typeof direct) => [
      status,
      headers['content-type'],
      headers['cache-control'],
    ]
    expect(seen(behind)).toEqual(seen(direct))
  })

  test('S46 S47 every answer that nginx gives itself carries the headers that a node gives', async () => {
    const expected = publicHeaders(nginx.url)
    expect((await get('/healthz')).headers).toMatchObject(expected)
    for (const path of [
      '/cart',
      '/icon.svg',
      '/assets/main-abc123.js',
      '/uploads/picture/640.webp',
      '/metrics',
    ])
      expect((await get(path)).headers).toMatchObject({
        ...expected,
        'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      })
  })

  test('each node is asked in its turn', async () => {
    const names = new Set<string | undefined>()
    for (let round = 0; round < 8; round++) names.add((await get('/healthz')).headers['x-served-by'])
    expect(names.size).toBeLessThanOrEqual(2)
    const upstreams = () =>
      new Set(
        nginx
          .log()
          .map(({ upstream }) => upstream)
          .filter(Boolean),
      )
    await expect.poll(() => upstreams().size, patience).toBe(2)
  })
})
