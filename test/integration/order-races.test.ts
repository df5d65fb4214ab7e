import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyer } from '../support/buyer.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let nodes: TestShop['app'][]
beforeAll(async () => {
  shop = await startShop()
  nodes = [shop.app, (await shop.again({ NODE_NAME: 'second' })).app]
})
afterAll(() => shop.close())

const nodeFor = (i: number) => nodes[i % nodes.length] as TestShop['app']
const tally = (answers: { statusCode: number }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ statusCode }) => statusCode)].map(([status, some]) => [status, some.length]),
  )

test('I4 200 buyers of 50 units over two nodes: exactly 50 orders, 150 refusals, nothing else', async () => {
  const { id } = await addProduct(shop, { stock: 50 })
  const buyers = await Promise.all(Array.from({ length: 200 }, (_, i) => buyer(shop, nodeFor(i))))
  for (const one of buyers) await one.add(id)
  const answers = await Promise.all(buyers.map((one) => one.place()))
  expect(tally(answers)).toEqual({ 200: 50, 409: 150 })
  const [sums] = await shop.sql(
    `select (select quantity from stock where variant_id = $1) as stock,
            (select sum(delta) from stock_ledger where variant_id = $1) as ledger,
            (select count(*) from order_lines where variant_id = $1) as lines`,
    [id],
  )
  expect(sums).toEqual({ stock: 0, ledger: 0, lines: 50 })
})

test('I8 20 parallel placements with one key over two nodes: one order, 20 equal answers', async () => {
  const { id } = await addProduct(shop, { stock: 100 })
  const ada = await buyer(shop)
  await ada.add(id, 3)
  const headers = { ...ada.headers, 'idempotency-key': 'parallel' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      nodeFor(i).inject({ method: 'POST', url: '/products/placeorder', headers, body: {} }),
    ),
  )
  expect(tally(answers)).toEqual({ 200: 20 })
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
  expect((await shop.sql('select quantity from stock where variant_id = $1', [id]))[0]?.quantity).toBe(97)
})

test('a double click without a key orders once: the second finds the cart empty', async () => {
  const { id } = await addProduct(shop)
  const ada = await buyer(shop)
  await ada.add(id)
  expect(tally(await Promise.all([ada.place(), ada.place(), ada.place()]))).toEqual({ 200: 1, 400: 2 })
})

test('I1 F20 carts in opposite orders over the same products: no deadlock reaches a client, nothing is lost', async () => {
  const products = await Promise.all(Array.from({ length: 6 }, () => addProduct(shop, { stock: 40 })))
  const buyers = await Promise.all(Array.from({ length: 60 }, (_, i) => buyer(shop, nodeFor(i))))
  for (const [i, one] of buyers.entries())
    for (const { id } of i % 2 ? products : products.toReversed()) await one.add(id)
  const answers = await Promise.all(buyers.map((one) => one.place()))
  expect(tally(answers)).toEqual({ 200: 40, 409: 20 })
  const ids = products.map(({ id }) => id)
  expect(await shop.sql('select distinct quantity from stock where variant_id = any($1)', [ids])).toEqual([
    { quantity: 0 },
  ])
})

test('I12 20 parallel cancellations and one shipment: one wins, the stock comes back at most once', async () => {
  const admin = await signIn(shop, { role: 'admin' })
  const move = (id: string, status: string) =>
    shop.app.inject({
      method: 'POST',
      url: `/api/admin/orders/${id}/status`,
      headers: admin.headers,
      body: { status },
    })
  for (let round = 0; round < 10; round++) {
    const { id } = await addProduct(shop, { stock: 5 })
    const ada = await buyer(shop)
    await ada.add(id, 2)
    const order = (await ada.place()).json()
    await move(order.id, 'paid')
    const cancellations = Array.from({ length: 20 }, () => () => ada.post(`orders/${order.id}/cancellation`))
    const attempts = [...cancellations]
    attempts.splice(round * 2, 0, () => move(order.id, 'shipped'))
    const answers = await Promise.all(attempts.map((attempt) => attempt()))
    expect(tally(answers)).toEqual({ 200: 1, 409: 20 })
    const after = (await ada.get(`orders/${order.id}`)).json()
    expect(after.history.map(({ status }: { status: string }) => status)).toEqual([
      'placed',
      'paid',
      after.status,
    ])
    const [{ quantity }] = (await shop.sql('select quantity from stock where variant_id = $1', [id])) as [
      { quantity: number },
    ]
    expect(quantity).toBe(after.status === 'cancelled' ? 5 : 3)
  }
})

test('I9 I10 every order has its lines, ledger rows, history and event', async () => {
  const broken = await shop.sql(
    `select o.id from orders o
     where not exists (select 1 from order_lines l where l.order_id = o.id)
        or not exists (select 1 from order_history h where h.order_id = o.id and h.version = o.version and h.status = o.status)
        or (select count(*) from order_lines l where l.order_id = o.id)
           <> (select count(*) from stock_ledger g where g.order_id = o.id and g.reason = 'order')
        or o.total_minor <> (select sum(unit_price_minor * quantity) from order_lines l where l.order_id = o.id)`,
  )
  expect(broken).toEqual([])
  const [counts] = await shop.sql('select count(*) as orders, count(distinct number) as numbers from orders')
  expect(counts?.numbers).toBe(counts?.orders)
})
