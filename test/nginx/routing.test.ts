import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHeaders } from '../../server/machinery/security-headers.ts'
import { findNginx, listen, startNginx, type TestNginx } from '../support/nginx.ts'
import { startShop, type TestShop } from '../support/shop.ts'

describe.skipIf(!(await findNginx()))('nginx in front of two nodes', () => {
  let shop: TestShop
  let nginx: TestNginx
  beforeAll(async () => {
    shop = await startShop({ TRUSTED_PROXIES: '127.0.0.1' })
    const nodes = [await listen(shop), await listen(await shop.again())]
    nginx = await startNginx({ nodes })
    mkdirSync(join(nginx.uploadsDir, 'picture'))
    writeFileSync(join(nginx.uploadsDir, 'picture/640.webp'), 'a picture')
    writeFileSync(join(nginx.uploadsDir, 'picture/.part'), 'unfinished')
  })
  afterAll(async () => {
    await nginx?.stop()
    await shop?.close()
  })

  const get = (path: string) => fetch(`${nginx.url}${path}`, { redirect: 'manual' })

  test.each([
    '/api/me',
    '/api/nowhere',
    '/products',
    '/products/none',
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
  ])('a node answers %s', async (path) => {
    expect((await get(path)).headers.get('x-served-by')).toMatch(/:\d+$/)
  })

  test.each([
    '/cart',
    '/admin/orders',
    '/productsandmore',
    '/product',
    '/api',
    '/statsandmore',
    '/docsandmore',
    '/openapi.jsonl',
    '/c/',
    '/c/a/b',
    '/p',
    '/.git/config',
    '/.none',
    '/assetsandmore',
    '/uploads',
    '/favicon.ico',
  ])('the web app answers %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('The web app')
    expect(answer.headers.get('x-served-by')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  test('S46 S47 every answer that nginx gives itself carries the headers that a node gives', async () => {
    const expected = publicHeaders(nginx.url)
    const node = await get('/healthz')
    for (const path of ['/cart', '/assets/main-abc123.js', '/uploads/picture/640.webp', '/metrics']) {
      const own = await get(path)
      expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
      for (const [name, value] of Object.entries(expected))
        expect([path, name, own.headers.get(name)]).toEqual([path, name, value])
    }
    for (const [name, value] of Object.entries(expected)) expect(node.headers.get(name)).toBe(value)
  })
})
