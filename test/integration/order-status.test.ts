import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyer } from '../support/buyer.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let move: (id: string, status: string) => Promise<{ statusCode: number; json(): unknown }>
beforeAll(async () => {
  shop = await startShop()
  const admin = await signIn(shop, { role: 'admin' })
  move = (id, status) =>
    shop.app.inject({
      method: 'POST',
      url: `/api/admin/orders/${id}/status`,
      headers: admin.headers,
      body: { status },
    })
})
afterAll(() => shop.close())

const legal: Record<string, string[]> = {
  placed: ['paid', 'cancelled'],
  paid: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
}
const ways: Record<string, string[]> = {
  placed: [],
  paid: ['paid'],
  shipped: ['paid', 'shipped'],
  delivered: ['paid', 'shipped', 'delivered'],
  cancelled: ['cancelled'],
}

for (const from of Object.keys(legal)) {
  for (const to of Object.keys(legal)) {
    test(`I12 ${from} -> ${to} ${legal[from]?.includes(to) ? 'goes' : 'is refused and changes nothing'}`, async () => {
      const ada = await buyer(shop)
      const { id } = await addProduct(shop, { stock: 3 })
      await ada.add(id, 2)
      const order = (await ada.place()).json()
      for (const step of ways[from] ?? []) expect((await move(order.id, step)).statusCode).toBe(200)
      const before = await snapshot(order.id, id)
      const answer = await move(order.id, to)
      const after = await snapshot(order.id, id)
      if (!legal[from]?.includes(to)) {
        expect(answer.statusCode).toBe(409)
        expect(after).toEqual(before)
        return
      }
      expect(answer.json()).toMatchObject({ status: to, contact: { email: ada.email } })
      expect(after.events).toHaveLength(before.events.length + 1)
      expect(after.events.at(-1)).toMatchObject({
        topic: to === 'cancelled' ? 'order-cancelled' : 'order-status-changed',
        sequence: after.version,
        payload: { orderId: order.id, status: to, items: [{ productId: id, quantity: 2 }] },
      })
      expect(after.stock).toBe(to === 'cancelled' ? 3 : 1)
      expect(after.ledger).toBe(after.stock)
    })
  }
}

async function snapshot(orderId: string, productId: string) {
  const [order] = await shop.sql<{ version: number; status: string }>(
    'select version, status from orders where id = $1',
    [orderId],
  )
  const [stock] = await shop.sql<{ quantity: number }>('select quantity from stock where variant_id = $1', [
    productId,
  ])
  const [ledger] = await shop.sql<{ sum: number }>(
    'select sum(delta) from stock_ledger where variant_id = $1',
    [productId],
  )
  const events = await shop.sql<{ topic: string }>(
    'select topic, sequence, payload from outbox where key = $1 order by sequence',
    [orderId],
  )
  const history = await shop.sql('select status from order_history where order_id = $1 order by version', [
    orderId,
  ])
  return {
    version: order?.version,
    status: order?.status,
    stock: stock?.quantity,
    ledger: ledger?.sum,
    events,
    history,
  }
}

test('the list for admins filters by status, number and address', async () => {
  const admin = await signIn(shop, { role: 'admin' })
  const ada = await buyer(shop)
  const { id } = await addProduct(shop)
  await ada.add(id)
  const order = (await ada.place()).json()
  const list = async (query: string) =>
    (await shop.app.inject({ url: `/api/admin/orders?${query}`, headers: admin.headers }))
      .json()
      .items.map((one: { id: string }) => one.id)
  expect(await list(`q=${order.number.toLowerCase()}`)).toEqual([order.id])
  expect(await list(`q=${ada.email.slice(0, 20).toUpperCase()}`)).toEqual([order.id])
  expect(await list('status=placed&limit=1')).toEqual([order.id])
  expect(await list(`status=delivered&q=${order.number}`)).toEqual([])
})
