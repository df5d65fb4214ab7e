import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoCatalogue } from '../../db/seed/catalogue.ts'
import { seed } from '../../db/seed/seed.ts'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const demo = demoCatalogue.flatMap(({ products }) => products)
let shop: TestShop
beforeEach(async () => {
  shop = await startShop()
})
afterEach(() => shop.close())

const run = () => seed({ db: shop.context.db, uploadsDir: shop.context.config.uploadsDir })
const state = () =>
  Promise.all(
    ['products', 'variants', 'stock', 'stock_ledger', 'images', 'categories', 'outbox'].map((table) =>
      shop.sql(`select * from ${table} order by 1`),
    ),
  )

test('the demo catalogue comes with pictures, prices, stock and its first ledger rows, fast', async () => {
  const started = performance.now()
  expect(await run()).toBe(demo.length)
  expect(performance.now() - started).toBeLessThan(5_000)
  const stored = await shop.sql<{ slug: string; folder: string; files: string[] }>(
    `select p.slug, i.folder, array(select r->>'file' from jsonb_array_elements(i.renditions) r) as files
     from products p join images i on i.product_id = p.id`,
  )
  expect(stored.map(({ slug }) => slug).sort()).toEqual(demo.map(({ slug }) => slug).sort())
  for (const { folder, files } of stored)
    expect((await readdir(join(shop.dataDir, 'uploads', folder))).sort()).toEqual(files.sort())
  const [sums] = await shop.sql(
    `select (select sum(quantity) from stock) as stock, (select sum(delta) from stock_ledger) as ledger,
            (select count(*) from outbox) as events, (select count(*) from categories) as categories`,
  )
  const stock = demo.reduce((sum, product) => sum + product.stock, 0)
  expect(sums).toEqual({ stock, ledger: stock, events: demo.length, categories: demoCatalogue.length })
})

test('seeding again changes nothing, also after an admin changed and archived products', async () => {
  await run()
  const { headers } = await signIn(shop, { role: 'admin' })
  const [first, second] = await shop.sql<{ id: string }>('select id from products order by id limit 2')
  const match = { ...headers, 'if-match': '"1"' }
  const renamed = await shop.app.inject({
    method: 'PATCH',
    url: `/products/${first?.id}`,
    headers: match,
    body: { name: 'Renamed' },
  })
  const archived = await shop.app.inject({ method: 'DELETE', url: `/products/${second?.id}`, headers: match })
  expect([renamed.statusCode, archived.statusCode]).toEqual([200, 204])
  const before = await state()
  expect(await run()).toBe(0)
  expect(await state()).toEqual(before)
})

test('of two that seed at once one does, and leaves no picture over', async () => {
  expect((await Promise.all([run(), run()])).sort()).toEqual([0, demo.length])
  expect(await shop.sql('select count(*) from products')).toEqual([{ count: demo.length }])
  const folders = (await readdir(join(shop.dataDir, 'uploads'))).filter((name) => name !== '.tmp')
  expect(folders).toHaveLength(demo.length)
})

test('a shop that has a product of its own is left alone', async () => {
  await shop.sql(
    `insert into products (id, slug, name, archived_at) values (gen_random_uuid(), 'mine', 'Mine', now())`,
  )
  expect(await run()).toBe(0)
  expect(await shop.sql('select slug from products')).toEqual([{ slug: 'mine' }])
})
