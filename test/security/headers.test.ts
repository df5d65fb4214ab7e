import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop({ PUBLIC_URL: 'https://shop.example', NODE_NAME: 'node-7' })
})
afterAll(() => shop.close())

test('S46 S47 the headers are on every answer: pages, scripts, lists, refusals', async () => {
  const admin = await signIn(shop, { role: 'admin' })
  for (const [url, status] of [
    ['/healthz', 200],
    ['/openapi.json', 200],
    ['/docs', 200],
    ['/docs/start.js', 200],
    ['/docs/reference.js', 200],
    ['/products/cartitems', 200],
    ['/products/orders?limit=0', 400],
    ['/products/orders/none', 404],
    ['/nowhere', 404],
    ['/', 200],
    ['/p/nothing', 404],
    ['/sitemap.xml', 200],
    ['/robots.txt', 200],
    ['/api/shop', 200],
  ] as const) {
    const { statusCode, headers } = await shop.app.inject({ url, headers: admin.headers })
    expect([url, statusCode]).toEqual([url, status])
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      'x-request-id': expect.stringMatching(/^[\w-]{8,64}$/),
      'x-served-by': 'node-7',
      'cache-control': expect.any(String),
    })
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
  }
})

test('S46 a 304 carries them too', async () => {
  const first = await shop.app.inject('/products/categories')
  const answer = await shop.app.inject({
    url: '/products/categories',
    headers: { 'if-none-match': String(first.headers.etag) },
  })
  expect(answer.statusCode).toBe(304)
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'x-request-id': expect.stringMatching(/^[\w-]{8,64}$/),
    'x-served-by': 'node-7',
  })
})

test('S46 no policy lets a foreign or an inline script run, the API reference has no other hosts', async () => {
  for (const url of ['/healthz', '/docs']) {
    const policy = String((await shop.app.inject(url)).headers['content-security-policy'])
    const [, scripts = /default-src ([^;]+)/.exec(policy)?.[1]] = /script-src ([^;]+)/.exec(policy) ?? []
    expect(scripts).toBe("'self'")
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  }
})

test('S58 a request keeps the id that the proxy gave it, if it is one', async () => {
  const idFor = async (given: string) =>
    (await shop.app.inject({ url: '/healthz', headers: { 'x-request-id': given } })).headers['x-request-id']
  expect(await idFor('4bf92f3577b34da6a3ce929d0e0e4736')).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
  for (const bad of ['short', 'a'.repeat(65), 'has spaces in', '<script>alert(1)</script>'])
    expect(await idFor(bad)).not.toBe(bad)
})

test('S48 no other origin may read answers', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' }
  for (const method of ['GET', 'OPTIONS'] as const) {
    const answer = await shop.app.inject({ method, url: '/products/cartitems', headers })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test('S51 what a request says about its host appears in no answer', async () => {
  const paths = Object.keys((await shop.app.inject('/openapi.json')).json().paths)
  for (const url of [
    '/',
    '/docs',
    '/openapi.json',
    '/c/none',
    '/p/none',
    '/sitemap.xml',
    '/robots.txt',
    '//evil.example/',
    ...paths,
  ]) {
    const answer = await shop.app.inject({
      url: url.replace(/\{\w+\}/g, 'none'),
      headers: {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        'x-forwarded-proto': 'http',
      },
    })
    expect([url, answer.statusCode < 300 || answer.statusCode >= 400]).toEqual([url, true])
    expect([url, JSON.stringify(answer.headers).includes('evil')]).toEqual([url, false])
    expect([url, answer.body.includes('evil')]).toEqual([url, false])
  }
})
