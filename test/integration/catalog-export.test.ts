import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { importProducts } from '../../server/catalog/import-products.ts'
import { newId } from '../../server/platform/ids.ts'
import { startCsvShop } from '../support/csv-shop.ts'
import { form } from '../support/forms.ts'
import { picture } from '../support/pictures.ts'
import { startShop } from '../support/shop.ts'

const { shop, admin, importCsv, exportCsv, everything } = await startCsvShop()
afterAll(() => shop.close())

test('importing the own export changes nothing, whatever the names are', async () => {
  const piece = fc.constantFrom(
    '=1+1',
    "'",
    '"',
    ',',
    ';',
    '<b>',
    '&amp;',
    '-',
    '@',
    '  ',
    'é',
    '茶',
    '\u00a0',
    '</p>',
    '\\',
    '%',
  )
  const line = fc
    .oneof(
      fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    )
    .map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFD]/gu, '').trim())
  const name = line.filter((text) => /\S/.test(text))
  const description = fc.array(fc.oneof(line, fc.constantFrom('\n', '\t', ' ', '\n\n')), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, description, line), { minLength: 1, maxLength: 20 }),
      async (products) => {
        for (const [name, description, category] of products)
          await addNasty(name, description.join(''), category)
        const before = await everything()
        for (const query of ['', '?setStock=true']) {
          const { rows, ...counts } = await importCsv(await exportCsv(), query)
          expect(rows.filter(({ status, errors }) => status !== 'unchanged' || errors)).toEqual([])
          expect(counts).toMatchObject({ created: 0, updated: 0, failed: 0 })
        }
        expect(await everything()).toEqual(before)
      },
    ),
    { numRuns: 15 },
  )
})

test('an export names pictures and archived products, and imports the same into another shop', async () => {
  const { payload, headers } = await form({
    name: 'Two pictures',
    price: '3.00',
    category: '=Formulas',
    productFile: [await picture(), await picture()],
  })
  await shop.app.inject({
    method: 'POST',
    url: '/upload-product',
    headers: { ...admin.headers, ...headers },
    payload,
  })
  const file = await exportCsv()
  expect(file.startsWith('\uFEFFHandle,Title,')).toBe(true)
  expect(file).toContain("'=Formulas")
  expect(file.match(/^two-pictures,/gm)).toHaveLength(2)
  expect((await importCsv(file)).rows.filter(({ errors }) => errors)).toEqual([])

  const other = await startShop()
  try {
    const by = { actorId: null, requestId: null }
    const options = { dryRun: false, setStock: false }
    const report = await importProducts(other.context, Readable.from([Buffer.from(file)]), options, by)
    expect(report.failed).toBe(0)
    const facts = `select p.slug, p.name, p.description, c.name as category, v.sku, v.price_minor, s.quantity,
                          p.archived_at is not null as archived
                   from products p join variants v on v.id = p.id join stock s on s.variant_id = p.id
                   left join categories c on c.id = p.category_id order by p.slug`
    expect(await other.sql(facts)).toEqual(await shop.sql(facts))
  } finally {
    await other.close()
  }
})

test('10,000 rows are imported and exported in bounded time and memory', async () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, i) =>
      `many-${i},Many ${i},${i % 500}.99,"${'A description of some length. '.repeat(10)}",Group ${i % 40},${i % 100}`,
  )
  const file = ['Handle,Title,Variant Price,Body (HTML),Type,Variant Inventory Qty', ...lines].join('\n')
  let peak = 0
  const before = process.memoryUsage().rss
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before)
  }, 20)
  const started = performance.now()
  expect(await importCsv(file)).toMatchObject({ created: 10_000, failed: 0 })
  expect(performance.now() - started).toBeLessThan(45_000)
  expect((await importCsv(await exportCsv())).created).toBe(0)
  clearInterval(watch)
  expect(peak).toBeLessThan(300_000_000)
}, 90_000)

async function addNasty(name: string, description: string, category: string) {
  const id = newId()
  const text = description.replace(/\r/g, '')
  const [known] = category
    ? await shop.sql<{ id: string }>(
        `insert into categories (id, name, slug) values ($1, $2, $3)
         on conflict (name_key) do update set slug = categories.slug returning id`,
        [newId(), category, `c-${id}`],
      )
    : []
  await shop.sql(
    'insert into products (id, slug, name, description, category_id, archived_at) values ($1, $2, $3, $4, $5, $6)',
    [id, `nasty-${id}`, name, text, known?.id ?? null, text.length % 2 === 0 ? null : new Date()],
  )
  await shop.sql('insert into variants (id, product_id, price_minor, sku) values ($1, $1, 100, $2)', [
    id,
    `${name.slice(0, 40)}${id}`,
  ])
  await shop.sql('insert into stock (variant_id, quantity) values ($1, 0)', [id])
}
