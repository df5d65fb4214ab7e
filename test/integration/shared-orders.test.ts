import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../contracts/orders.ts'
import { addToCarts } from '../../server/cart/add-to-carts.ts'
import { AppError } from '../../server/errors.ts'
import { type Attempt, placeOrders } from '../../server/orders/place-orders.ts'
import { newId } from '../../server/platform/ids.ts'
import { buyer } from '../support/buyer.ts'
import { holdStock } from '../support/hold-rows.ts'
import { expectSound } from '../support/invariants.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const total = fc.constantFrom(null, 'right', 'wrong')
const key = fc.constantFrom(null, 'new', 'used', 'used for another body')
const buyers = fc.array(
  fc.record({ quantities: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }), total, key }),
  { minLength: 2, maxLength: 6 },
)
const stocks = fc.array(fc.nat(6), { minLength: 3, maxLength: 3 })

test('I4 I8 orders that share a transaction come to what they come to one by one', {
  timeout: 150_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(stocks, buyers, async (stock, asked) => {
      const together = await openRound(stock, asked)
      const oneByOne = await openRound(stock, asked)
      const shared = await together.place(together.attempts)
      const alone = []
      for (const attempt of oneByOne.attempts) alone.push(...(await oneByOne.place([attempt])))
      expect(shared).toEqual(alone)
      expect(await together.left()).toEqual(await oneByOne.left())
    }),
    { numRuns: 15 },
  )
  await expectSound(shop)
})

/** Products with this stock and buyers with these carts, whose keys have placed an order before where they are `used`. */
async function openRound(stock: number[], asked: Asked[]) {
  const { db } = shop.context
  const place = (attempts: Attempt[]) => db.transaction((tx) => placeOrders(tx, attempts, 'USD'))
  const add = (userId: string, productId: string, quantity: number) =>
    db.transaction((tx) => addToCarts(tx, [{ userId, productId, quantity }], 'USD'))
  const products: { id: string }[] = []
  for (const [i, quantity] of stock.entries())
    products.push(await addProduct(shop, { name: `Product ${i}`, priceMinor: 100 + i, stock: quantity }))
  const before = await addProduct(shop, { name: 'Ordered before', stock: 100 })
  const names = new Map(products.map(({ id }, i) => [id, i]))
  const attempts: Attempt[] = []
  for (const { quantities, total, key } of asked) {
    const { id } = await signIn(shop)
    const sum = quantities.reduce((sum, quantity, i) => sum + quantity * (100 + i), 0)
    const attempt = {
      ...plain,
      userId: id,
      expectedTotalMinor: total === null ? null : total === 'right' ? sum : sum + 1,
      idempotency: key === null ? null : { key: 'key', requestHash: hash('body') },
    }
    if (key?.startsWith('used')) {
      await add(id, before.id, 1)
      const requestHash = hash(key === 'used' ? 'body' : 'another body')
      await place([
        { ...attempt, orderId: newId(), expectedTotalMinor: null, idempotency: { key: 'key', requestHash } },
      ])
    }
    for (const [i, quantity] of quantities.entries())
      if (quantity > 0) await add(id, (products[i] as { id: string }).id, quantity)
    attempts.push({ ...attempt, orderId: newId() })
  }
  const count = (text: string) => shop.sql(text, [products.map(({ id }) => id)])
  return {
    attempts,
    place: async (some: Attempt[]) => (await place(some)).map((outcome) => comparable(outcome, names)),
    left: async () => ({
      stock: await count('select quantity from stock where variant_id = any($1) order by variant_id'),
      ledger: await count(
        'select sum(delta) from stock_ledger where variant_id = any($1) group by variant_id order by variant_id',
      ),
      inCarts: await count('select sum(quantity) from cart_items where variant_id = any($1)'),
    }),
  }
}

/** What does not differ between two rounds. */
function comparable(outcome: Order | AppError, names: Map<string, number>) {
  const nameless = ({ productId, ...line }: { productId: string }) => ({
    ...line,
    product: names.get(productId),
  })
  if (!(outcome instanceof AppError))
    return { total: outcome.totalAmount, items: outcome.items.map(nameless) }
  const { lines, ...extra } = outcome.options.extra ?? {}
  return { code: outcome.code, extra, lines: (lines as { productId: string }[] | undefined)?.map(nameless) }
}

const hash = (text: string) => createHash('sha256').update(text).digest()

test('I10 an order that PostgreSQL refuses costs those that share its transaction nothing', async () => {
  await shop.sql(
    `create function refuse_poison() returns trigger language plpgsql as $$ begin raise 'poison'; end $$`,
  )
  await shop.sql(
    `create trigger poison before insert on orders for each row when (new.note = 'poison') execute function refuse_poison()`,
  )
  const { id } = await addProduct(shop, { stock: 100 })
  const all = await Promise.all(Array.from({ length: 20 }, () => buyer(shop)))
  for (const one of all) await one.add(id)
  const held = await holdStock(shop, id)
  const placing = all.map((one, i) => one.place(i === 11 ? { note: 'poison' } : {}, 'key'))
  await held.waiting()
  await held.release()
  const statuses = (await Promise.all(placing)).map(({ statusCode }) => statusCode)
  expect(statuses).toEqual(Array(20).fill(200).with(11, 500))
  expect(await shop.sql('select quantity from stock where variant_id = $1', [id])).toEqual([{ quantity: 81 }])
  const poisoned = all[11] as Awaited<ReturnType<typeof buyer>>
  expect((await poisoned.cart()).items).toHaveLength(1)
  await shop.sql('drop trigger poison on orders')
  expect((await poisoned.place({ note: 'poison' }, 'key')).statusCode).toBe(200)
  await expectSound(shop)
})

test('F20 a double click over two nodes, among the orders of others, makes no deadlock', async () => {
  const { id } = await addProduct(shop)
  const [ada, bob] = [await buyer(shop), await buyer(shop)]
  for (const one of [ada, bob]) await one.add(id)
  const outcomes = await inTurn(id, [[ada, bob], [bob]])
  expect(outcomes).toEqual({ codes: [['placed', 'placed'], ['cart_empty']], tries: 2 })
})

test('I4 who waited for the last units sees that they are gone', async () => {
  const { id } = await addProduct(shop, { stock: 3 })
  const all = await Promise.all(Array.from({ length: 4 }, () => buyer(shop)))
  for (const one of all) await one.add(id)
  const outcomes = await inTurn(id, [all.slice(0, 2), all.slice(2)])
  expect(outcomes).toEqual({
    codes: [
      ['placed', 'placed'],
      ['placed', 'out_of_stock'],
    ],
    tries: 2,
  })
})

/** Places each group of orders in a transaction of its own, the second while the first waits for the stock's lock. */
async function inTurn(productId: string, groups: { id: string }[][]) {
  let tries = 0
  const held = await holdStock(shop, productId)
  const placing: Promise<string[]>[] = []
  for (const group of groups) {
    const attempts = group.map(({ id: userId }) => ({ ...plain, orderId: newId(), userId }))
    const outcomes = shop.context.db.transaction((tx) => {
      tries++
      return placeOrders(tx, attempts, 'USD')
    })
    placing.push(
      outcomes.then((all) => all.map((outcome) => (outcome instanceof AppError ? outcome.code : 'placed'))),
    )
    await held.waiting(placing.length)
  }
  await held.release()
  return { codes: await Promise.all(placing), tries }
}

const plain = {
  expectedTotalMinor: null,
  shippingAddress: null,
  note: null,
  idempotency: null,
  requestId: null,
}

type Asked = { quantities: number[]; total: string | null; key: string | null }
