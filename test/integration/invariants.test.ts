import { readdir } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackground } from '../../server/background.ts'
import { checkInvariants } from '../../server/check-invariants.ts'
import { rebuildStats } from '../../server/stats/rebuild.ts'
import { buyer } from '../support/buyer.ts'
import { expectSound } from '../support/invariants.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let product: { id: string }
let kept: { id: string; number: string }
let cancelled: { id: string }

beforeAll(async () => {
  shop = await startShop()
  product = await addProduct(shop, { stock: 10 })
  const [one, other] = [await buyer(shop), await buyer(shop)]
  await rebuildStats(shop.context.db)
  kept = await order(one, 2, 'key-one')
  cancelled = await order(other, 3, 'key-two')
  await other.post(`orders/${cancelled.id}/cancellation`)
  await move(kept.id, 'paid')
  const background = startBackground(shop.context)
  while ((await checkInvariants(shop.sql, { drained: true })).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await background.close()
})
afterAll(() => shop.close())

async function order(by: Awaited<ReturnType<typeof buyer>>, quantity: number, key: string) {
  await by.add(product.id, quantity)
  return (await by.place({}, key)).json()
}

async function move(id: string, status: string) {
  const { headers } = await signIn(shop, { role: 'admin' })
  await shop.app.inject({ method: 'POST', url: `/api/admin/orders/${id}/status`, headers, body: { status } })
}

test('I1 I2 I3 I5 I8 I9 I10 I12 I13 I15 I17 hold in a shop that works', async () => {
  await expectSound(shop, { drained: true, initial: { [product.id]: 10 } })
})

test('one snapshot and no write: the app role may check, too', async () => {
  const sql = async <Row>(text: string, values: unknown[]) =>
    (await shop.context.db.query({ text, values })).rows as Row[]
  expect(await checkInvariants(sql, { drained: true })).toEqual([])
})

/** What the owner of the tables must do to break each rule, the constraints that stand against it removed first. */
const damage: { breaks: string; by: (ids: Ids) => string }[] = [
  {
    breaks: 'I1 stock accounts for orders',
    by: ({ product }) => `update stock set quantity = quantity + 1 where variant_id = '${product}'`,
  },
  {
    breaks: 'I1 stock is what the caller put in',
    by: ({ product }) => `update stock set quantity = quantity + 1 where variant_id = '${product}';
      insert into stock_ledger (variant_id, delta, reason) values ('${product}', 1, 'correction')`,
  },
  {
    breaks: 'I2 stock not negative',
    by: ({ product }) => `alter table stock drop constraint stock_quantity_check;
      update stock set quantity = -1 where variant_id = '${product}'`,
  },
  {
    breaks: 'I3 ledger sums to stock',
    by: ({ product }) =>
      `insert into stock_ledger (variant_id, delta, reason) values ('${product}', 1, 'restock')`,
  },
  {
    breaks: 'I3 checkpoints are right',
    by: ({ product }) => `insert into stock_checkpoints
      select variant_id, max(id), sum(delta) + 1 from stock_ledger where variant_id = '${product}' group by 1`,
  },
  {
    breaks: 'I5 total is sum of lines',
    by: ({ kept }) =>
      `update order_lines set unit_price_minor = unit_price_minor - 1 where order_id = '${kept}'`,
  },
  {
    breaks: 'I5 total is sum of lines',
    by: ({ kept }) => `update orders set total_minor = total_minor + 1 where id = '${kept}'`,
  },
  {
    breaks: 'I8 one order a key',
    by: ({ kept }) => `insert into idempotency_keys (user_id, key, request_hash, order_id)
      select user_id, 'another', '', id from orders where id = '${kept}'`,
  },
  {
    breaks: 'I8 one order a key',
    by: ({ kept }) => `update idempotency_keys set user_id = gen_random_uuid() where order_id = '${kept}'`,
  },
  {
    breaks: 'I9 numbers unique',
    by: ({ kept }) => `alter table orders drop constraint orders_number_key;
      update orders set number = (select number from orders where id = '${kept}')`,
  },
  { breaks: 'I10 orders are whole', by: ({ kept }) => `delete from order_lines where order_id = '${kept}'` },
  { breaks: 'I10 orders are whole', by: ({ kept }) => `delete from stock_ledger where order_id = '${kept}'` },
  {
    breaks: 'I10 orders are whole',
    by: ({ product }) => `insert into stock_ledger (variant_id, delta, reason, order_id)
      values ('${product}', -1, 'order', gen_random_uuid())`,
  },
  {
    breaks: 'I10 orders are whole',
    by: () => `insert into outbox (id, topic, key, sequence, payload)
      values (gen_random_uuid(), 'order-placed', gen_random_uuid(), 1, '{"status": "placed"}')`,
  },
  {
    breaks: 'I10 orders are whole',
    by: () => `insert into stats_orders values (gen_random_uuid(), 1, 'placed', null, '2026-01-01', 100)`,
  },
  {
    breaks: 'I12 history is legal',
    by: ({
      kept,
    }) => `update order_history set status = 'delivered' where order_id = '${kept}' and version = 2;
      update orders set status = 'delivered' where id = '${kept}'`,
  },
  {
    breaks: 'I12 history is legal',
    by: ({ kept }) => `update orders set status = 'shipped' where id = '${kept}'`,
  },
  {
    breaks: 'I12 history is legal',
    by: ({ kept }) => `update order_history set version = 3 where order_id = '${kept}' and version = 2;
      update orders set version = 3 where id = '${kept}'`,
  },
  {
    breaks: 'I12 history is legal',
    by: ({ cancelled }) =>
      `delete from stock_ledger where order_id = '${cancelled}' and reason = 'cancellation'`,
  },
  {
    breaks: 'I13 events tell the truth',
    by: ({ kept }) => `insert into outbox (id, topic, key, sequence, payload)
      values (gen_random_uuid(), 'order-status-changed', '${kept}', 2, '{"status": "shipped"}')`,
  },
  {
    breaks: 'I15 one mail an order',
    by: ({ kept }) => `insert into mails (id, message_id, kind, recipient)
      values (gen_random_uuid(), '<order-confirmation.${kept}@elsewhere>', 'order_confirmation', 'a@example.com')`,
  },
  {
    breaks: 'I15 one mail an order',
    by: () => `update mails set status = 'sent', sent_at = now() where kind = 'order_cancelled'`,
  },
  { breaks: 'I17 figures agree', by: () => `update stats_counts set total = total + 1 where name = 'paid'` },
  { breaks: 'I17 figures agree', by: () => 'update stats_days set units = units + 1' },
  { breaks: 'I17 figures agree', by: () => 'delete from stats_product_days' },
  { breaks: 'I17 figures agree', by: () => 'update stats_customers set revenue_minor = revenue_minor + 1' },
  {
    breaks: 'I17 figures agree',
    by: ({ kept }) => `update stats_orders set version = 9 where order_id = '${kept}'`,
  },
  {
    breaks: 'I13 nothing waits',
    by: ({ product }) => `insert into outbox (id, topic, key, sequence, payload)
      values (gen_random_uuid(), 'product-changed', '${product}', 1, '{}')`,
  },
  {
    breaks: 'I15 every order has its mails',
    by: () => `delete from mails where kind = 'order_cancelled'`,
  },
  {
    breaks: 'I17 figures are the truth',
    by: ({ kept }) => `update orders set version = 3, status = 'shipped' where id = '${kept}'`,
  },
  {
    breaks: 'I17 figures are the truth',
    by: ({ product }) => `update products set version = 2, archived_at = now() where id = '${product}'`,
  },
  {
    breaks: 'I17 figures are the truth',
    by: () => `update stats_customers set verified = false`,
  },
]

test.each(damage)('the check goes red: $breaks', async ({ breaks, by }) => {
  const owner = new pg.Client({ connectionString: shop.ownerUrl })
  await owner.connect()
  try {
    await owner.query('begin')
    await owner.query(by({ product: product.id, kept: kept.id, cancelled: cancelled.id }))
    const sql = async <Row>(text: string, values: unknown[]) =>
      (await owner.query(text, values)).rows as Row[]
    const found = await checkInvariants(sql, { drained: true, initial: { [product.id]: 10 } })
    expect(found.map(({ id, rule }) => `${id} ${rule}`)).toContain(breaks)
  } finally {
    await owner.end()
  }
})

test('I16 a mail that has not left is found once it should have', async () => {
  const queued = await shop.sql<{ id: string }>("select id from mails where status = 'queued'")
  const found = await checkInvariants(shop.sql, { sent: true })
  expect(queued.length).toBeGreaterThan(0)
  expect(new Set(found.map(({ id, subject }) => `${id} ${subject}`))).toEqual(
    new Set(queued.map(({ id }) => `I16 ${id}`)),
  )
})

test('every rule is broken by one of these', async () => {
  const folder = new URL('../../db/invariants/', import.meta.url)
  const files = [...(await readdir(folder)), ...(await readdir(new URL('drained/', folder)))]
  const rules = files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -4).replaceAll('-', ' '))
  expect(new Set(damage.map(({ breaks }) => breaks))).toEqual(new Set(rules))
})

type Ids = { product: string; kept: string; cancelled: string }
