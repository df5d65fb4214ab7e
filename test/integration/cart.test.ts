import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeLines } from '../../server/cart/change-lines.ts'
import { newId } from '../../server/platform/ids.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

async function shopper() {
  const { headers, id } = await signIn(shop)
  return {
    id,
    call: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
      shop.app.inject({ method, url: `/products/${url}`, headers, ...(body && { body }) }),
  }
}

test('an empty cart is a cart', async () => {
  const { call } = await shopper()
  const cart = await call('GET', 'cartitems')
  expect(cart.statusCode).toBe(200)
  expect(cart.json()).toEqual({
    items: [],
    itemsTotal: '0.00',
    adjustments: [],
    totalAmount: '0.00',
    currency: 'USD',
  })
})

test('adding twice adds up, and totals are exact', async () => {
  const { call } = await shopper()
  const { id, name } = await addProduct(shop, { priceMinor: 1999, stock: 4 })
  await call('POST', 'addtocart', { productId: id })
  const cart = await call('POST', 'addtocart', { productId: id, quantity: 2 })
  expect(cart.json()).toMatchObject({
    items: [
      { productId: id, name, quantity: 3, unitPrice: '19.99', lineTotal: '59.97', availability: 'low_stock' },
    ],
    itemsTotal: '59.97',
    totalAmount: '59.97',
  })
})

test('changes, removes and empties lines', async () => {
  const { call } = await shopper()
  const [one, two] = [await addProduct(shop), await addProduct(shop)]
  await call('POST', 'addtocart', { productId: one.id })
  const { items } = (await call('POST', 'addtocart', { productId: two.id })).json()
  expect((await call('PATCH', `cartitems/${items[0].id}`, { quantity: 7 })).json().items[0].quantity).toBe(7)
  expect((await call('DELETE', `cartitems/${items[0].id}`)).json().items).toHaveLength(1)
  expect((await call('DELETE', 'cartitems')).json().items).toEqual([])
})

test('changes that share a transaction are each answered for their own cart', async () => {
  const shoppers = await Promise.all(Array.from({ length: 4 }, shopper))
  const { id } = await addProduct(shop)
  const lines = await Promise.all(
    shoppers.map(async ({ call }) => (await call('POST', 'addtocart', { productId: id })).json().items[0]),
  )
  const own = (i: number) => ({ userId: shoppers[i]?.id as string, itemId: lines[i].id as string })
  const [changed, removed, stolen, unknown] = [own(0), own(1), own(2), own(3)]
  const answers = await shop.context.db.transaction((tx) =>
    changeLines(
      tx,
      [
        { ...changed, itemId: changed.itemId.toUpperCase(), quantity: 5 },
        { ...removed, quantity: 0 },
        { ...stolen, itemId: changed.itemId, quantity: 9 },
        { ...unknown, itemId: 'no id', quantity: 9 },
      ],
      'USD',
    ),
  )
  expect(answers).toMatchObject([
    { items: [{ id: changed.itemId, quantity: 5 }] },
    { items: [] },
    { status: 404 },
    { status: 404 },
  ])
  const quantities = shoppers.map(async ({ call }) =>
    (await call('GET', 'cartitems')).json().items.map((line: { quantity: number }) => line.quantity),
  )
  expect(await Promise.all(quantities)).toEqual([[5], [], [1], [1]])
})

test("S34 another's line is not there, and stays as it is", async () => {
  const [owner, stranger] = [await shopper(), await shopper()]
  const { id } = await addProduct(shop)
  const [item] = (await owner.call('POST', 'addtocart', { productId: id })).json().items
  expect((await stranger.call('PATCH', `cartitems/${item.id}`, { quantity: 9 })).statusCode).toBe(404)
  expect((await stranger.call('DELETE', `cartitems/${item.id}`)).statusCode).toBe(404)
  expect((await owner.call('GET', 'cartitems')).json().items).toEqual([item])
})

test('S38 a quantity is a whole number from 1', async () => {
  const { call } = await shopper()
  const { id } = await addProduct(shop)
  for (const quantity of [-1, 0, 1.5, 1e9, '1', null]) {
    const refused = await call('POST', 'addtocart', { productId: id, quantity: quantity as number })
    expect([quantity, refused.statusCode]).toEqual([quantity, 400])
  }
  expect((await call('GET', 'cartitems')).json().items).toEqual([])
})

test('what is not sold cannot be added, and a line has a most', async () => {
  const { call } = await shopper()
  const { id } = await addProduct(shop)
  for (const productId of ['nothing', newId()]) {
    expect((await call('POST', 'addtocart', { productId })).statusCode).toBe(404)
  }
  await call('POST', 'addtocart', { productId: id, quantity: 9999 })
  const refused = await call('POST', 'addtocart', { productId: id })
  expect(refused.json()).toMatchObject({ status: 409, code: 'quantity_limit' })
  expect((await call('GET', 'cartitems')).json().items[0].quantity).toBe(9999)
})

test('a cart takes a hundred products, and a merge tells what did not fit', async () => {
  const { call } = await shopper()
  const products = await Promise.all(Array.from({ length: 101 }, () => addProduct(shop)))
  const ids = products.map(({ id }) => id)
  const merge = (some: string[]) =>
    call('POST', 'cartitems/merge', { items: some.map((productId) => ({ productId, quantity: 1 })) })
  expect((await merge(ids.slice(0, 99))).json().adjustments).toEqual([])
  const over = (await merge(ids.slice(99))).json()
  expect(over.items).toHaveLength(100)
  expect(over.adjustments).toMatchObject([{ asked: 1, granted: 0, reason: 'cart_full' }])
  const left = over.adjustments[0].productId
  expect((await call('POST', 'addtocart', { productId: left })).json()).toMatchObject({
    status: 409,
    code: 'cart_full',
  })
  expect((await call('POST', 'addtocart', { productId: ids[0] })).statusCode).toBe(200)
  expect((await call('GET', 'cartitems')).json().items).toHaveLength(100)
})

test('50 parallel additions all count', async () => {
  const { call } = await shopper()
  const { id } = await addProduct(shop)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => call('POST', 'addtocart', { productId: id })),
  )
  expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]))
  expect((await call('GET', 'cartitems')).json().items[0].quantity).toBe(50)
})

test('an archived product stays in the cart, out of stock', async () => {
  const { call } = await shopper()
  const { id } = await addProduct(shop)
  await call('POST', 'addtocart', { productId: id })
  await shop.sql('update products set archived_at = now() where id = $1', [id])
  expect((await call('GET', 'cartitems')).json().items[0]).toMatchObject({
    productId: id,
    availability: 'out_of_stock',
  })
})

test("a guest's cart merges without loss: adds up, is capped by the stock, and says so", async () => {
  const { call } = await shopper()
  const stocks = [0, 1, 5, 50]
  const products = await Promise.all(stocks.map((stock) => addProduct(shop, { stock })))
  const gone = newId()
  const amount = fc.integer({ min: 1, max: 30 })
  const guest = fc.array(fc.record({ index: fc.integer({ min: 0, max: 4 }), quantity: amount }), {
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(guest, fc.integer({ min: 1, max: 30 }), async (lines, held) => {
      await call('DELETE', 'cartitems')
      await call('POST', 'addtocart', { productId: products[2]?.id, quantity: held })
      const items = lines.map(({ index, quantity }) => ({ productId: products[index]?.id ?? gone, quantity }))
      const merged = (await call('POST', 'cartitems/merge', { items })).json()
      for (const [index, productId] of [...products.map(({ id }) => id), gone].entries()) {
        const asked = items
          .filter((item) => item.productId === productId)
          .reduce((sum, item) => sum + item.quantity, 0)
        const before = index === 2 ? held : 0
        const after =
          merged.items.find((item: { productId: string }) => item.productId === productId)?.quantity ?? 0
        const granted = Math.max(0, Math.min(asked, (stocks[index] ?? 0) - before))
        expect(after).toBe(before + granted)
        const told = merged.adjustments.find((one: { productId: string }) => one.productId === productId)
        if (granted < asked) expect(told).toMatchObject({ asked, granted })
        else expect(told).toBeUndefined()
      }
    }),
    { numRuns: 40 },
  )
})
