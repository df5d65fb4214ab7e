import { afterAll, beforeAll, expect, test } from 'vitest'
import { changesSince, foldedCounts, sweptChanges } from '../../server/catalog/change-queries.ts'
import { shownProducts } from '../../server/catalog/queries.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const logged = () => shop.sql('select product_id from catalog_changes')

/** A snapshot that sees the whole log, and from before which no transaction runs, in other databases neither. */
async function snapshotPastAll(): Promise<string> {
  const [past] = await shop.sql<{ snapshot: string }>(
    `select pg_current_snapshot()::text as snapshot
     where not exists (select from catalog_changes where xid >= pg_snapshot_xmin(pg_current_snapshot()))`,
  )
  return past?.snapshot ?? snapshotPastAll()
}

test('the counts are folded by all nodes at once, while products come in, and stay right', async () => {
  for (let i = 0; i < 110; i++) await addProduct(shop)
  const rowsBefore = (await shop.sql('select from product_counts')).length
  await Promise.all([
    ...Array.from({ length: 4 }, () => shop.context.db.transaction(foldedCounts)),
    ...Array.from({ length: 10 }, () => addProduct(shop)),
  ])
  const rowsAfter = (await shop.sql('select from product_counts')).length
  expect(rowsBefore).toBeGreaterThan(100)
  expect(rowsAfter).toBeLessThanOrEqual(20)
  expect(await shownProducts(shop.context.db)).toBe(120)
})

test('the change log is swept of what everybody has seen, and of nothing else', async () => {
  const mark = await snapshotPastAll()
  const before = await logged()
  const { id } = await addProduct(shop)
  const sweep = (minutes: number) =>
    shop.context.db.transaction((tx) => sweptChanges(tx, mark, minutesAgo(minutes)))
  expect(await sweep(9)).toBe(0)
  expect(await sweep(11)).toBe(before.length)
  expect(new Set((await logged()).map((row) => row.product_id))).toEqual(new Set([id]))
})

test('who has not looked for 5 minutes is told that rows may be missing', async () => {
  const first = await changesSince(shop.context.db, null, null)
  expect(first?.lapsed).toBe(true)
  const { id } = await addProduct(shop)
  const snapshot = first?.snapshot ?? null
  expect(await changesSince(shop.context.db, snapshot, minutesAgo(4))).toMatchObject({
    lapsed: false,
    product_ids: [id],
  })
  expect((await changesSince(shop.context.db, snapshot, minutesAgo(6)))?.lapsed).toBe(true)
})
