import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/platform/ids.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const stockOf = async (id: string) =>
  (await shop.sql<{ quantity: number }>('select quantity from stock where variant_id = $1', [id]))[0]
    ?.quantity
const ledgerOf = async (id: string) =>
  (await shop.sql<{ sum: number }>('select sum(delta) from stock_ledger where variant_id = $1', [id]))[0]?.sum

describe('one order', () => {
  test('I10 is written whole: lines, history, ledger, outbox, and a cart without what was ordered', async () => {
    const ada = await buyer(shop)
    const [tea, salt] = [
      await addProduct(shop, { priceMinor: 1299, stock: 10 }),
      await addProduct(shop, { priceMinor: 5, stock: 10 }),
    ]
    await ada.add(tea.id, 2)
    await ada.add(salt.id, 3)
    const placed = await ada.place({
      note: 'Ring twice',
      shippingAddress: { line1: '12 Harbour Street', city: 'Bristol' },
    })
    expect(placed.statusCode).toBe(200)
    const order = placed.json()
    expect(order).toMatchObject({
      status: 'placed',
      items: [
        { productId: tea.id, name: tea.name, unitPrice: '12.99', quantity: 2, lineTotal: '25.98' },
        { productId: salt.id, unitPrice: '0.05', quantity: 3, lineTotal: '0.15' },
      ],
      itemsTotal: '26.13',
      totalAmount: '26.13',
      currency: 'USD',
      note: 'Ring twice',
      shippingAddress: { line1: '12 Harbour Street', city: 'Bristol' },
      history: [{ status: 'placed' }],
    })
    expect(order.number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect([await stockOf(tea.id), await stockOf(salt.id)]).toEqual([8, 7])
    expect([await ledgerOf(tea.id), await ledgerOf(salt.id)]).toEqual([8, 7])
    const [event] = await shop.sql('select topic, sequence, payload, request_id from outbox where key = $1', [
      order.id,
    ])
    expect(event).toMatchObject({
      topic: 'order-placed',
      sequence: 1,
      request_id: placed.headers['x-request-id'],
    })
    expect(event?.payload).toMatchObject({
      orderId: order.id,
      number: order.number,
      userId: ada.id,
      totalAmount: '26.13',
      placedAt: order.placedAt,
    })
    expect(JSON.stringify(event?.payload)).not.toContain('example.com')
    expect((await ada.cart()).items).toEqual([])
    expect((await ada.get(`orders/${order.id}`)).json()).toEqual(order)
    const [contact] = await shop.sql('select contact_email from orders where id = $1', [order.id])
    expect(contact?.contact_email).toBe(ada.email)
  })

  test("I8 an address of any country's parts is kept, answered and replayed as it was sent", async () => {
    const ada = await buyer(shop)
    await ada.add((await addProduct(shop)).id)
    const shippingAddress = {
      zip: '80331',
      street: 'Sendlinger Str. 8',
      name: 'Ada',
      houseName: 'Haus B',
      city: 'Munich',
    }
    const placed = await ada.place({ shippingAddress }, 'address')
    expect(placed.json().shippingAddress).toEqual(shippingAddress)
    expect((await ada.place({ shippingAddress }, 'address')).body).toBe(placed.body)
    for (const refused of [{ street: 8 }, { 'not a name': 'x' }, { street: 'x'.repeat(201) }, {}])
      expect((await ada.place({ shippingAddress: refused })).statusCode).toBe(400)
  })

  test('an empty cart orders nothing', async () => {
    const ada = await buyer(shop)
    expect((await ada.place()).json()).toMatchObject({ status: 400, code: 'cart_empty' })
    expect((await ada.get('orders')).json().items).toEqual([])
  })

  test('takes a body announced as JSON that is empty', async () => {
    const ada = await buyer(shop)
    await ada.add((await addProduct(shop)).id)
    const headers = { ...ada.headers, 'content-type': 'application/json' }
    expect((await shop.app.inject({ method: 'POST', url: '/products/placeorder', headers })).statusCode).toBe(
      200,
    )
  })

  test('I2 too little of one line refuses all, says which, and changes nothing', async () => {
    const ada = await buyer(shop)
    const [enough, few, archived] = [
      await addProduct(shop),
      await addProduct(shop, { stock: 2 }),
      await addProduct(shop),
    ]
    for (const [id, quantity] of [
      [enough.id, 1],
      [few.id, 3],
      [archived.id, 1],
    ] as const)
      await ada.add(id, quantity)
    await shop.sql('update products set archived_at = now() where id = $1', [archived.id])
    const before = await ada.cart()
    const refused = await ada.place({}, 'first try')
    expect(refused.json()).toMatchObject({ status: 409, code: 'out_of_stock' })
    const byId = (a: { productId: string }, b: { productId: string }) => (a.productId < b.productId ? -1 : 1)
    expect(refused.json().lines.sort(byId)).toEqual(
      [
        { productId: few.id, name: few.name, asked: 3, available: 2 },
        { productId: archived.id, name: archived.name, asked: 1, available: 0 },
      ].sort(byId),
    )
    expect(await ada.cart()).toEqual(before)
    expect([await stockOf(enough.id), await stockOf(few.id)]).toEqual([10, 2])
    expect(await shop.sql('select 1 from orders where user_id = $1', [ada.id])).toEqual([])
    expect(await shop.sql('select 1 from idempotency_keys where user_id = $1', [ada.id])).toEqual([])
  })

  test('I23 charges the price of PostgreSQL, and refuses when the buyer was shown another', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop, { priceMinor: 1000 })
    await ada.add(id, 2)
    await shop.sql('update variants set price_minor = 1100 where id = $1', [id])
    const refused = await ada.place({ expectedTotal: '20.00' }, 'priced')
    expect(refused.json()).toMatchObject({
      status: 409,
      code: 'price_changed',
      totalAmount: '22.00',
      currency: 'USD',
    })
    expect(await stockOf(id)).toBe(10)
    const placed = await ada.place({ expectedTotal: '22.00' }, 'priced')
    expect(placed.json()).toMatchObject({ totalAmount: '22.00', items: [{ unitPrice: '11.00' }] })
    await shop.sql('update variants set price_minor = 9999 where id = $1', [id])
    expect((await ada.get(`orders/${placed.json().id}`)).json().totalAmount).toBe('22.00')
  })

  test('S36 S38 refuses fields that it does not know and totals that are none', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop)
    await ada.add(id)
    for (const body of [
      { total: '1.00' },
      { expectedTotal: 12.99 },
      { expectedTotal: '1.999' },
      { expectedTotal: '-1' },
      { note: 'x'.repeat(1001) },
    ])
      expect([body, (await ada.place(body)).statusCode]).toEqual([body, 400])
    expect(await stockOf(id)).toBe(10)
  })
})

describe('keys', () => {
  test('I8 a key makes one order and replays the same answer, whatever became of the order', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop)
    await ada.add(id, 2)
    const first = await ada.place({ note: 'once' }, 'key-1')
    await ada.post(`orders/${first.json().id}/cancellation`)
    await ada.add(id, 1)
    const again = await ada.place({ note: 'once' }, 'key-1')
    expect([again.statusCode, again.json()]).toEqual([200, first.json()])
    expect((await ada.cart()).items).toHaveLength(1)
  })

  test('I8 a key with another body is refused with 422', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop)
    await ada.add(id)
    await ada.place({ note: 'one' }, 'key')
    await ada.add(id)
    expect((await ada.place({ note: 'two' }, 'key')).json()).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    expect(await stockOf(id)).toBe(9)
  })

  test('a refused attempt does not use its key up', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop, { stock: 0 })
    await ada.add(id)
    expect((await ada.place({}, 'patient')).statusCode).toBe(409)
    await shop.sql('update stock set quantity = 1 where variant_id = $1', [id])
    expect((await ada.place({}, 'patient')).statusCode).toBe(200)
  })

  test("S41 keys are each user's own", async () => {
    const [ada, bob] = [await buyer(shop), await buyer(shop)]
    const { id } = await addProduct(shop)
    await ada.add(id)
    await bob.add(id)
    const [one, two] = [await ada.place({}, 'shared'), await bob.place({}, 'shared')]
    expect(one.json().id).not.toBe(two.json().id)
    expect(two.statusCode).toBe(200)
  })
})

describe('own orders', () => {
  test('are listed newest first, page by page', async () => {
    const ada = await buyer(shop)
    const { id } = await addProduct(shop, { stock: 50 })
    const placed: string[] = []
    for (let i = 0; i < 7; i++) {
      await ada.add(id)
      placed.unshift((await ada.place()).json().id)
    }
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer: { items: { id: string }[]; nextCursor: string | null } = (
        await ada.get(`orders?limit=3${cursor && `&cursor=${cursor}`}`)
      ).json()
      seen.push(...answer.items.map((order) => order.id))
      cursor = answer.nextCursor
    }
    expect(seen).toEqual(placed)
  })

  test("S34 another's order is not there and cannot be cancelled", async () => {
    const [ada, eve] = [await buyer(shop), await buyer(shop)]
    const { id } = await addProduct(shop)
    await ada.add(id)
    const order = (await ada.place()).json()
    expect((await eve.get(`orders/${order.id}`)).statusCode).toBe(404)
    expect((await eve.post(`orders/${order.id}/cancellation`)).statusCode).toBe(404)
    expect((await eve.get(`orders/${newId()}`)).statusCode).toBe(404)
    expect((await eve.get('orders/nonsense')).statusCode).toBe(404)
    expect((await ada.get(`orders/${order.id}`)).json()).toEqual(order)
    expect(await stockOf(id)).toBe(9)
  })
})
