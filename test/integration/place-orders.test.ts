import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../contracts/orders.ts'
import type { AppError } from '../../server/errors.ts'
import { type Attempt, placeOrders } from '../../server/orders/place-orders.ts'
import { newId } from '../../server/platform/ids.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const attempt = (userId: string, key?: string, requestHash = randomBytes(32)): Attempt => ({
  orderId: newId(),
  userId,
  expectedTotalMinor: null,
  shippingAddress: null,
  note: null,
  idempotency: key === undefined ? null : { key, requestHash },
  requestId: null,
})
const place = (attempts: Attempt[]) => shop.context.db.transaction((tx) => placeOrders(tx, attempts, 'USD'))
const code = (outcome: Order | AppError | undefined) =>
  outcome && 'code' in outcome ? outcome.code : 'placed'

test('I4 many orders in one transaction: stock in the order of the list, a refusal costs its neighbours nothing', async () => {
  const scarce = await addProduct(shop, { stock: 5 })
  const plenty = await addProduct(shop, { stock: 100 })
  const buyers = await Promise.all(Array.from({ length: 6 }, () => buyer(shop)))
  const quantities = [2, 4, 2, 0, 1, 1]
  for (const [i, one] of buyers.entries()) {
    if (quantities[i]) await one.add(scarce.id, quantities[i])
    if (i !== 3) await one.add(plenty.id)
  }
  const attempts = buyers.map(({ id }, i) => attempt(id, i === 1 ? 'kept' : undefined))
  const outcomes = await place(attempts)
  expect(outcomes.map(code)).toEqual([
    'placed',
    'out_of_stock',
    'placed',
    'cart_empty',
    'placed',
    'out_of_stock',
  ])
  expect(outcomes[1]).toMatchObject({
    options: { extra: { lines: [{ productId: scarce.id, asked: 4, available: 3 }] } },
  })
  const rows = await shop.sql('select quantity from stock where variant_id in ($1, $2) order by quantity', [
    scarce.id,
    plenty.id,
  ])
  expect(rows).toEqual([{ quantity: 0 }, { quantity: 97 }])
  expect(await shop.sql('select 1 from idempotency_keys')).toEqual([])
  expect(await shop.sql(`select count(*) from outbox where topic = 'order-placed'`)).toEqual([{ count: 3 }])
})

test('I8 replays, reused keys and new orders stand side by side in one list', async () => {
  const { id } = await addProduct(shop, { stock: 100 })
  const [ada, bob, eve] = await Promise.all([buyer(shop), buyer(shop), buyer(shop)])
  for (const one of [ada, bob]) await one.add(id)
  const hash = randomBytes(32)
  const first = await place([attempt(ada.id, 'a', hash), attempt(bob.id, 'b')])
  await eve.add(id)
  const again = await place([attempt(ada.id, 'a', hash), attempt(bob.id, 'b'), attempt(eve.id, 'e')])
  expect(again[0]).toEqual(first[0])
  expect(again.slice(1).map(code)).toEqual(['idempotency_key_reused', 'placed'])
})

test('I10 an order of which PostgreSQL did not write every row is not placed, although COMMIT is on its way', async () => {
  const { id } = await addProduct(shop, { stock: 5 })
  const [one, other] = await Promise.all([buyer(shop), buyer(shop)])
  await one.add(id)
  await other.add(id)
  await shop.sql(`create function swallow() returns trigger language plpgsql as 'begin return null; end'`)
  await shop.sql(`create trigger swallow before insert on order_lines for each row
                  when (new.quantity = 1) execute function swallow()`)
  await expect(place([attempt(one.id, 'unused'), attempt(other.id)])).rejects.toThrow('not written whole')
  await shop.sql('drop function swallow cascade')
  expect(await shop.sql('select quantity from stock where variant_id = $1', [id])).toEqual([{ quantity: 5 }])
  const outcomes = await place([attempt(one.id, 'unused'), attempt(other.id)])
  expect(outcomes.map(code)).toEqual(['placed', 'placed'])
})
