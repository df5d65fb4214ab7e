import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProductPage } from '../../contracts/catalog.ts'
import { buyer } from '../support/buyer.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let ada: Awaited<ReturnType<typeof buyer>>
let productId: string
let admin: { authorization: string }
beforeAll(async () => {
  shop = await startShop()
  ada = await buyer(shop)
  admin = (await signIn(shop, { role: 'admin' })).headers
  productId = (await addProduct(shop, { stock: 100 })).id
})
afterAll(() => shop.close())

const orders = async () => (await shop.sql('select from orders')).length

describe('a body that is not there has no type', () => {
  test.each([
    undefined,
    'application/json',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
  ])('an order without a body, announced as %s', async (type) => {
    await ada.add(productId)
    expect((await ada.post('placeorder', undefined, type ? { 'content-type': type } : {})).statusCode).toBe(
      200,
    )
    await ada.add(productId)
    const sized = { 'content-length': '0', ...(type && { 'content-type': type }) }
    expect((await ada.post('placeorder', undefined, sized)).statusCode).toBe(200)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'a body that is there, as %s, is 415',
    async (type) => {
      const before = await orders()
      await ada.add(productId)
      const answer = await shop.app.inject({
        method: 'POST',
        url: '/products/placeorder',
        headers: { ...ada.headers, 'content-type': type },
        body: '{}',
      })
      expect(answer.statusCode).toBe(415)
      expect(answer.json().code).toBe('unsupported_media_type')
      expect(await orders()).toBe(before)
    },
  )
})

test('S36 a route that takes no body refuses fields, and takes {}', async () => {
  await ada.add(productId)
  const { id } = (await ada.place()).json()
  const refused = await ada.post(`orders/${id}/cancellation`, { status: 'delivered' })
  expect(refused.statusCode).toBe(400)
  expect(refused.json()).toMatchObject({ code: 'invalid_input', errors: [{ path: 'status' }] })
  expect((await ada.get(`orders/${id}`)).json().status).toBe('placed')
  expect((await ada.post(`orders/${id}/cancellation`, {})).json().status).toBe('cancelled')
})

test.each(['/products/', '/products/orders/', `/products/${'x'.repeat(201)}`])(
  'what cannot be an id is not there: %s',
  async (url) => {
    const answer = await shop.app.inject({ url, headers: ada.headers })
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
  },
)

test.each([
  ['/nowhere', 404],
  ['/healthz', 405],
])('what is not there is not there whatever is sent to it: %s', async (url, status) => {
  for (const type of ['application/json', 'text/plain']) {
    const answer = await shop.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': type },
      body: '{"a":1}',
    })
    expect(answer.statusCode).toBe(status)
  }
})

test('an id means the same in capitals: what it names is put into the cart once, and answered', async () => {
  const { get, add, post, cart } = await buyer(shop)
  const { id } = await addProduct(shop, { stock: 5 })
  expect((await add(id.toUpperCase())).json().items).toMatchObject([{ productId: id, quantity: 1 }])
  const items = [id, id.toUpperCase()].map((productId) => ({ productId, quantity: 1 }))
  expect((await post('cartitems/merge', { items })).json()).toMatchObject({
    items: [{ productId: id, quantity: 3 }],
    adjustments: [],
  })
  expect((await cart()).items).toHaveLength(1)
  expect((await get(id.toUpperCase())).json().id).toBe(id)
})

test('says which part of the address is wrong', async () => {
  const answer = await shop.app.inject({ url: '/products?limit=x' })
  expect(answer.json().errors).toEqual([{ path: 'query.limit', message: 'must be integer' }])
})

test.each([
  [{ shippingAddress: {} }, [{ path: 'shippingAddress', message: 'must NOT have fewer than 1 properties' }]],
  [{ shippingAddress: 5 }, [{ path: 'shippingAddress', message: 'must be object or string' }]],
  [{ shippingAddress: '' }, [{ path: 'shippingAddress', message: 'must NOT have fewer than 1 characters' }]],
  [{ expectedTotal: null }, [{ path: 'expectedTotal', message: 'must be string' }]],
  [{ colour: 'red' }, [{ path: 'colour', message: 'must NOT have additional properties' }]],
  [[], [{ path: '', message: 'must be object or null' }]],
])('says what is wrong with %j once', async (body, errors) => {
  expect((await ada.post('placeorder', body)).json()).toMatchObject({ code: 'invalid_input', errors })
})

test('says what a choice may be', async () => {
  const answer = await shop.app.inject({ url: '/stats/sales?interval=year', headers: admin })
  expect(answer.json().errors).toEqual([
    { path: 'query.interval', message: 'must be "day" or "week" or "month"' },
  ])
})

test('I3 a stock change takes a reason in any words', async () => {
  const { id } = await addProduct(shop, { stock: 10 })
  const change = (body: object) =>
    shop.app.inject({ method: 'POST', url: `/products/${id}/stock`, headers: admin, body })
  expect((await change({ delta: 5, reason: 'Delivery of Monday, 日本' })).json()).toEqual({ stock: 15 })
  expect((await change({ delta: -1, reason: 'order', note: 'for the fair' })).json()).toEqual({ stock: 14 })
  expect((await change({ delta: 1, reason: 'return' })).json()).toEqual({ stock: 15 })
  expect(
    await shop.sql('select delta, reason, note from stock_ledger where variant_id = $1 order by id', [id]),
  ).toEqual([
    { delta: 10, reason: 'initial', note: null },
    { delta: 5, reason: 'other', note: 'Delivery of Monday, 日本' },
    { delta: -1, reason: 'other', note: 'order: for the fair' },
    { delta: 1, reason: 'return', note: null },
  ])
  for (const reason of ['', '  ', 5, null, 'x'.repeat(201)])
    expect((await change({ delta: 1, reason })).statusCode).toBe(400)
  expect((await change({ delta: 1, reason: 'x'.repeat(200), note: 'y'.repeat(500) })).statusCode).toBe(200)
})

test('a search in an order of its own shows all that match, however many they are', async () => {
  const rows = Array.from({ length: 1100 }, (_, i) => `quokka-${i},Quokka lamp ${i},${(i % 900) + 1}.50`)
  const imported = await shop.app.inject({
    method: 'POST',
    url: '/products/import',
    headers: { ...admin, 'content-type': 'text/csv' },
    body: ['Handle,Title,Variant Price', ...rows].join('\n'),
  })
  expect(imported.json()).toMatchObject({ created: 1100, failed: 0 })
  await shop.context.catalogChanges.poll()
  const prices: number[] = []
  const ids = new Set<string>()
  let cursor: string | null = ''
  do {
    const url: string = `/products?q=quokka&sort=price&limit=100${cursor && `&cursor=${cursor}`}`
    const { items, nextCursor, ...totals }: ProductPage = (await shop.app.inject({ url })).json()
    expect(totals).toEqual({ total: 1000, totalIsLowerBound: true })
    for (const { id, price } of items) {
      ids.add(id)
      prices.push(Number(price))
    }
    cursor = nextCursor
  } while (cursor)
  expect(ids.size).toBe(1100)
  expect(prices).toHaveLength(1100)
  expect(prices).toEqual(prices.toSorted((one, other) => one - other))
  const dearest = (await shop.app.inject('/products?q=quokka lamp&sort=-price&limit=1')).json()
  expect(dearest.items[0].price).toBe('900.50')
})
