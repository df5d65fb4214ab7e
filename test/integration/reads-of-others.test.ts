import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addToCarts } from '../../server/cart/add-to-carts.ts'
import { changeLines } from '../../server/cart/change-lines.ts'
import { emptied } from '../../server/cart/queries.ts'
import { placeOrders } from '../../server/orders/place-orders.ts'
import { newId } from '../../server/platform/ids.ts'
import type { WholeTx } from '../../server/platform/postgres.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { rowsRead } from '../support/rows-read.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  // So that what is measured goes by the plans of before.
  shop = await startShop({ DATABASE_POOL_SIZE: '1' })
  for (const table of tables) await shop.sql(`alter table ${table} set (autovacuum_enabled = false)`)
})
afterAll(() => shop.close())

const tables = ['cart_items', 'idempotency_keys']

// What is planned once is planned by what its tables held then: carts are empty at night, and fill within minutes.
test.each([0, 60])(
  'who shops has nothing of others read, also when they were only %i as it was planned',
  async (few) => {
    const { id: productId } = await addProduct(shop, { stock: 100 })
    const { id: userId } = await signIn(shop)
    const attempt = (key: string) => ({
      ...plain,
      userId,
      orderId: newId(),
      idempotency: { key, requestHash },
    })
    const add = () => read((tx) => addToCarts(tx, [{ userId, productId, quantity: 1 }], 'USD'))
    const place = (key: string) => read((tx) => placeOrders(tx, [attempt(key)], 'USD'))
    const change = async (quantity: number) => {
      const [line] = await shop.sql<{ id: string }>('select id from cart_items where cart_id = $1', [userId])
      const itemId = line?.id as string
      return read((tx) => changeLines(tx, [{ userId, itemId, quantity }], 'USD'))
    }
    const shopped = async (key: string) => ({
      add: await add(),
      'add more': await add(),
      change: await change(3),
      remove: await change(0),
      'add to an empty cart': await add(),
      empty: await read((tx) => emptied(tx, userId)),
      'order from an empty cart': await place(key),
      'add again': await add(),
      place: await place(key),
      'place again': await place(key),
    })
    const others = async (count: number) => {
      await shop.sql(
        `with others as (insert into carts (id) select ${early} from generate_series(1, $1) returning id)
         insert into cart_items (id, cart_id, variant_id, quantity)
         select ${early}, others.id, v.id, 1 from others, variants v where v.product_id = $2`,
        [count, productId],
      )
      await shop.sql(
        `insert into idempotency_keys (user_id, key, request_hash, order_id)
         select ${early}, 'key', '', o.id from generate_series(1, $1), (select id from orders limit 1) o`,
        [count],
      )
    }

    await shopped('first')
    for (const table of tables) await shop.sql(`delete from ${table}`)
    await others(few)
    for (const table of tables) await shop.sql(`vacuum (analyze) ${table}`)
    await shopped('planned')
    await others(3_000)
    for (const [what, count] of Object.entries(await shopped('measured')))
      expect.soft(count, what).toBeLessThan(20)
  },
)

/** How many rows of both tables PostgreSQL reads for this. */
const read = (work: (tx: WholeTx) => Promise<unknown>) =>
  shop.context.db.transaction(
    async (tx) => {
      // A COMMIT that goes out with what it commits would end the count.
      const whole: WholeTx = Object.assign(Object.create(tx), { commit: () => {} })
      const { answer, read } = await rowsRead(tx, 'cart_items', () =>
        rowsRead(tx, 'idempotency_keys', () => work(whole)),
      )
      return read + answer.read
    },
    { isPlannedOnce: true },
  )

/** A merge ends at the last that it looks for, so the others come before. */
const early = `overlay(gen_random_uuid()::text placing '0000' from 1)::uuid`
const plain = { expectedTotalMinor: null, shippingAddress: null, note: null, requestId: null }
const requestHash = createHash('sha256').update('body').digest()
