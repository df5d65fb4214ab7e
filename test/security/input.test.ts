import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeCursor } from '../../server/platform/cursor.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let ada: Awaited<ReturnType<typeof buyer>>
let productId: string
beforeAll(async () => {
  shop = await startShop()
  ada = await buyer(shop)
  productId = (await addProduct(shop)).id
})
afterAll(() => shop.close())

/** Asks to put something into the cart, with the body as it is written, and says that nothing came in. */
async function refused(body: string, type = 'application/json') {
  const startedAt = performance.now()
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/products/addtocart',
    headers: { ...ada.headers, 'content-type': type },
    body,
  })
  const ms = performance.now() - startedAt
  expect(await shop.sql('select from cart_items')).toEqual([])
  expect(answer.headers['content-type']).toContain('application/problem+json')
  return { status: answer.statusCode, ms, problem: answer.json() }
}

describe('S36 S50 what is not asked for is refused', () => {
  test.each([
    ['an unknown field', () => JSON.stringify({ productId, colour: 'red' })],
    ['a read-only field', () => JSON.stringify({ productId, unitPrice: '0.01' })],
    ['__proto__', () => `{"productId":"${productId}","__proto__":{"admin":true}}`],
    ['__proto__, escaped', () => `{"productId":"${productId}","\\u005f_proto__":{"admin":true}}`],
    [
      'constructor.prototype',
      () => `{"productId":"${productId}","constructor":{"prototype":{"admin":true}}}`,
    ],
    ['an array for a string', () => JSON.stringify({ productId: [productId] })],
    ['an object for a string', () => JSON.stringify({ productId: { $ne: null } })],
    ['a string for a number', () => JSON.stringify({ productId, quantity: '1' })],
    ['an array for the body', () => JSON.stringify([{ productId }])],
    ['a string for the body', () => JSON.stringify(productId)],
    ['null for the body', () => 'null'],
    ['no body', () => ''],
    ['two values', () => `{"productId":"${productId}"} {}`],
    ['a comment', () => `{"productId":"${productId}"/**/}`],
    ['a byte order mark alone', () => '\ufeff'],
  ])('%s: 400', async (_what, body) => {
    expect((await refused(body())).status).toBe(400)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test.each([
    '?limit=1&limit=2',
    '?limit[]=1',
    '?limit=1&__proto__=1',
    '?limit=1&constructor=1',
    '?limit=',
    '?limit=1e9',
    '?limit=NaN',
    '?cursor=a&cursor=b',
    '?unknown=1',
  ])('S42 %s: 400', async (query) => {
    const answer = await shop.app.inject({ url: `/products/orders${query}`, headers: ada.headers })
    expect([query, answer.statusCode]).toEqual([query, 400])
  })
})

describe('text that PostgreSQL cannot hold never reaches it', () => {
  test.each([
    ['a null byte', '{"productId":"a\\u0000b"}'],
    ['a raw null byte', '{"productId":"a\0b"}'],
    ['half a character', '{"productId":"a\\ud800b"}'],
    ['a null byte in a key', '{"productId":"a","b\\u0000":1}'],
  ])('%s in a body: 400', async (_what, body) => {
    expect(await refused(body)).toMatchObject({ status: 400, problem: { code: expect.any(String) } })
  })

  test('in a note that is stored as JSON or text: 400, and no order', async () => {
    for (const bad of ['\0', '\ud800', '\udc00']) {
      const answer = await ada.place({ note: `a${bad}b`, shippingAddress: { line1: `x${bad}`, city: 'B' } })
      expect(answer.statusCode).toBe(400)
    }
    expect(await shop.sql('select from orders')).toEqual([])
  })

  test('in a path: 404', async () => {
    for (const id of ['%00', 'a%00b', '019%00']) expect((await ada.get(`orders/${id}`)).statusCode).toBe(404)
  })

  test('in a query or a cursor: 400', async () => {
    const cursors = [
      '%00',
      'a%00',
      encodeCursor(['\0', ada.id]),
      encodeCursor([1, '\ud800']),
      encodeCursor([1, ada.id, 1]),
      encodeCursor([]),
      Buffer.from('{}').toString('base64url'),
      Buffer.from('null').toString('base64url'),
      Buffer.from('['.repeat(300)).toString('base64url'),
    ]
    for (const cursor of cursors)
      expect([cursor, (await ada.get(`orders?cursor=${cursor}`)).statusCode]).toEqual([cursor, 400])
  })

  test('in a cookie: as if there were none', async () => {
    const answer = await shop.app.inject({
      url: '/products/cartitems',
      headers: { ...ada.headers, cookie: 'a=%00; b=%ff' },
    })
    expect(answer.statusCode).toBe(200)
  })
})

describe('S52 what is too much is refused in no time', () => {
  const half = (n: number, text: string) => text.repeat(n)
  test.each([
    ['a field of 50 kB', () => JSON.stringify({ productId: 'a'.repeat(50_000) }), 400],
    ['a key of 50 kB', () => JSON.stringify({ productId, ['a'.repeat(50_000)]: 1 }), 400],
    [
      '10,000 keys',
      () => JSON.stringify(Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`k${i}`, i]))),
      400,
    ],
    ['arrays 10,000 deep', () => `{"productId":${half(10_000, '[')}${half(10_000, ']')}}`, 400],
    ['objects 10,000 deep', () => `${half(10_000, '{"a":')}1${half(10_000, '}')}`, 400],
    ['arrays 60,000 deep', () => half(60_000, '[') + half(60_000, ']'), 400],
    ['a number of 100,000 digits', () => `{"productId":"a","quantity":${'9'.repeat(100_000)}}`, 400],
    ['2 MB of JSON', () => JSON.stringify({ productId: 'a'.repeat(2_000_000) }), 413],
  ])('%s', async (_what, body, status) => {
    const text = body()
    await refused(text)
    const second = await refused(text)
    expect(second.status).toBe(status)
    expect(second.ms).toBeLessThan(5 * 50)
  })
})
