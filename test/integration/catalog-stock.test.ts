import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let admin: Awaited<ReturnType<typeof signIn>>
beforeAll(async () => {
  shop = await startShop()
  admin = await signIn(shop, { role: 'admin' })
})
afterAll(() => shop.close())

const call = (method: 'POST', url: string, body: object) =>
  shop.app.inject({ method, url, headers: admin.headers, body })

const eventsOf = (id: string) => shop.sql('select sequence from outbox where key = $1', [id])
const actionsOf = async (id: string) =>
  (await shop.sql<{ action: string }>('select action from audit_log where subject_id = $1', [id])).map(
    ({ action }) => action,
  )

test('I2 I3 stock changes with a reason, never below zero, and stands in the ledger', async () => {
  const { id } = await addProduct(shop, { stock: 10 })
  const url = `/products/${id}/stock`
  expect((await call('POST', url, { delta: 5, reason: 'restock', note: 'Pallet 7' })).json()).toEqual({
    stock: 15,
  })
  expect((await call('POST', url, { delta: -16, reason: 'damage' })).json()).toMatchObject({
    status: 409,
    code: 'stock_below_zero',
    stock: 15,
  })
  await shop.sql('update stock set quantity = 999999999 where variant_id = $1', [id])
  expect((await call('POST', url, { delta: 2, reason: 'restock' })).json().code).toBe('stock_limit')
  await shop.sql('update stock set quantity = 15 where variant_id = $1', [id])
  expect(
    await shop.sql('select delta, reason, note from stock_ledger where variant_id = $1 order by id', [id]),
  ).toEqual([
    { delta: 10, reason: 'initial', note: null },
    { delta: 5, reason: 'restock', note: 'Pallet 7' },
  ])
  expect(await shop.sql('select version from products where id = $1', [id])).toEqual([{ version: 1 }])
  expect(await eventsOf(id)).toEqual([])
  expect(await actionsOf(id)).toEqual(['product.stock_changed'])
})

test('S38 a stock change is a whole number and not none, for a reason', async () => {
  const { id } = await addProduct(shop)
  for (const delta of [0, 1.5, 1e9, '1', null])
    expect([
      delta,
      (await call('POST', `/products/${id}/stock`, { delta, reason: 'restock' })).statusCode,
    ]).toEqual([delta, 400])
  for (const reason of ['', 7, null, undefined])
    expect((await call('POST', `/products/${id}/stock`, { delta: 1, reason })).statusCode).toBe(400)
  expect(await shop.sql('select quantity from stock where variant_id = $1', [id])).toEqual([{ quantity: 10 }])
})

test('I2 I3 of 50 parallel withdrawals of 20 units 20 succeed', async () => {
  const { id } = await addProduct(shop, { stock: 20 })
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      call('POST', `/products/${id}/stock`, { delta: -1, reason: 'correction' }),
    ),
  )
  const count = (status: number) => answers.filter((answer) => answer.statusCode === status).length
  expect([count(200), count(409)]).toEqual([20, 30])
  const [sums] = await shop.sql(
    `select s.quantity, (select sum(delta) from stock_ledger l where l.variant_id = s.variant_id) as ledger
     from stock s where variant_id = $1`,
    [id],
  )
  expect(sums).toEqual({ quantity: 0, ledger: 0 })
})
