import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportReport } from '../../contracts/catalog-admin.ts'
import { importProducts } from '../../server/catalog/import-products.ts'
import { newId } from '../../server/platform/ids.ts'
import { form } from '../support/forms.ts'
import { signIn } from '../support/people.ts'
import { picture } from '../support/pictures.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let admin: Awaited<ReturnType<typeof signIn>>
beforeAll(async () => {
  shop = await startShop()
  admin = await signIn(shop, { role: 'admin' })
})
afterAll(() => shop.close())

async function importCsv(text: string | Buffer, query = ''): Promise<ImportReport> {
  const answer = await send(text, query)
  expect([answer.statusCode, answer.json().detail]).toEqual([200, undefined])
  return answer.json()
}

const send = (payload: string | Buffer, query = '', type = 'text/csv') =>
  shop.app.inject({
    method: 'POST',
    url: `/products/import${query}`,
    headers: { ...admin.headers, 'content-type': type },
    payload,
  })

async function exportCsv() {
  const answer = await shop.app.inject({ url: '/products/export', headers: admin.headers })
  expect(answer.statusCode).toBe(200)
  return answer.body
}

/** Everything that an import could change. */
const everything = async () =>
  Promise.all(
    [
      'select id, slug, name, description, category_id, list_price_minor, version, archived_at, updated_at from products order by id',
      'select * from variants order by id',
      'select * from stock order by variant_id',
      'select * from stock_ledger order by id',
      'select * from categories order by id',
      'select count(*) from outbox',
      'select count(*) from audit_log',
    ].map((text) => shop.sql(text)),
  )

const productAt = async (slug: string) =>
  (
    await shop.sql(
      `select p.name, p.description, p.version, p.archived_at is not null as archived, c.name as category,
              v.sku, v.price_minor, s.quantity as stock
       from products p join variants v on v.id = p.id join stock s on s.variant_id = p.id
       left join categories c on c.id = p.category_id where p.slug = $1`,
      [slug],
    )
  )[0]

test('new products come with the stock of the file, existing ones keep theirs unless told otherwise', async () => {
  const file = 'Handle,Title,Variant Price,Variant Inventory Qty,Type\nred-tea,Red Tea,4.50,12,Tea\n'
  const created = await importCsv(file)
  expect(created).toMatchObject({ created: 1, updated: 0, failed: 0, rows: [{ row: 2, status: 'created' }] })
  expect(await productAt('red-tea')).toMatchObject({
    price_minor: 450,
    stock: 12,
    category: 'Tea',
    version: 1,
  })

  const id = created.rows[0]?.productId
  const changed = file.replace('4.50,12', '5.00,40')
  expect((await importCsv(changed)).rows).toEqual([{ row: 2, status: 'updated', productId: id }])
  expect(await productAt('red-tea')).toMatchObject({ price_minor: 500, stock: 12, version: 2 })
  expect((await importCsv(changed, '?setStock=true')).rows).toEqual([
    { row: 2, status: 'updated', productId: id },
  ])
  expect(await productAt('red-tea')).toMatchObject({ stock: 40, version: 2 })
  expect((await importCsv(changed, '?setStock=true')).rows).toEqual([
    { row: 2, status: 'unchanged', productId: id },
  ])
  expect(
    await shop.sql('select delta, reason from stock_ledger where variant_id = $1 order by id', [id]),
  ).toEqual([
    { delta: 12, reason: 'initial' },
    { delta: 28, reason: 'import' },
  ])
  expect(await shop.sql('select sequence from outbox where key = $1 order by 1', [id])).toEqual([
    { sequence: 1 },
    { sequence: 2 },
  ])
  const audit = await shop.sql(
    `select actor_id, detail from audit_log where action = 'product.imported' order by at, id`,
  )
  expect(audit).toEqual([
    { actor_id: admin.id, detail: { created: [id], updated: [] } },
    { actor_id: admin.id, detail: { created: [], updated: [id] } },
    { actor_id: admin.id, detail: { created: [], updated: [id] } },
  ])
})

test('a bad row stops no good one, and says what is wrong with it', async () => {
  await importCsv('Handle,Title,Variant Price,Variant SKU\nowner,Owner,1,TAKEN\n')
  const report = await importCsv(
    [
      'Handle,Title,Variant Price,Variant Inventory Qty,Variant SKU,Status',
      'good-1,Good 1,1.00,1,A,active',
      'no-price,No price,,1,B,active',
      ',No handle,1,1,C,active',
      'no-title,,1,1,D,active',
      'bad,Bad,1.999,-1,E,active',
      'too,short',
      'taken,Taken,1,1,TAKEN,active',
      'good-1,Again,1,1,F,active',
      'good-2,"Good ""2""",2,2,G,draft',
      '',
      `long,${'x'.repeat(201)},1,1,H,active`,
      'ctrl,"a\nb",1,1,I,active',
      'sku-twice,Twice,1,1,G,active',
      'good-3,Good 3,3,3,J,active',
    ].join('\n'),
  )
  expect(report).toMatchObject({ created: 3, updated: 0, unchanged: 0, failed: 10 })
  expect(
    report.rows.map(({ row, status, errors }) => [row, status, errors?.map(({ path }) => path)]),
  ).toEqual([
    [2, 'created', undefined],
    [3, 'failed', ['Variant Price']],
    [4, 'failed', ['Handle']],
    [5, 'failed', ['Title']],
    [6, 'failed', ['Variant Price', 'Variant Inventory Qty']],
    [7, 'failed', ['']],
    [8, 'failed', ['Variant SKU']],
    [9, 'failed', ['Handle']],
    [10, 'created', undefined],
    [12, 'failed', ['Title']],
    [13, 'failed', ['Title']],
    [14, 'failed', ['Variant SKU']],
    [15, 'created', undefined],
  ])
  expect(await productAt('good-2')).toMatchObject({ name: 'Good "2"', archived: true })
  for (const slug of ['no-price', 'no-title', 'bad', 'taken', 'long', 'ctrl'])
    expect(await productAt(slug)).toBeUndefined()
})

test('understands a product export of Shopify', async () => {
  const { rows, ...counts } = await importCsv(shopify)
  expect(counts).toEqual({ created: 2, updated: 0, unchanged: 1, failed: 1 })
  expect(rows.map(({ status, errors }) => [status, errors?.map(({ path }) => path)])).toEqual([
    ['created', ['Image Src', 'Option1 Value']],
    ['failed', ['Variant Price']],
    ['unchanged', ['Image Src']],
    ['created', undefined],
  ])
  expect(await productAt('clay-plant-pot')).toMatchObject({
    name: 'Clay Plant Pot',
    description: 'Classic blue.\n\n- Holds & drains',
    category: 'Plant pots',
    sku: 'POT-S',
    price_minor: 999,
    stock: 10,
    archived: false,
  })
  expect(await productAt('silk-scarf')).toMatchObject({
    category: 'Scarves',
    price_minor: 4500,
    archived: true,
  })
})

test('a dry run reports the same and changes nothing', async () => {
  const file =
    'Handle,Title,Variant Price,Type,Variant Inventory Qty\ndry-new,New,1,Dry category,3\nred-tea,Red Tea,9.99,Other,99\nbad,,,,\n'
  const before = await everything()
  const dry = await importCsv(file, '?dryRun=true&setStock=true')
  expect(dry).toMatchObject({ created: 1, updated: 1, failed: 1 })
  expect(dry.rows[0]).toEqual({ row: 2, status: 'created' })
  expect(await everything()).toEqual(before)
})

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

test('UTF-8 with a BOM, Windows line ends and a form are understood', async () => {
  const file = '\uFEFFHandle,Title,Variant Price\r\nbom,"Crème, brûlée",1\r\n'
  expect(await importCsv(file)).toMatchObject({ created: 1 })
  expect(await productAt('bom')).toMatchObject({ name: 'Crème, brûlée' })
  const { payload, headers } = await form({ file: Buffer.from(file) })
  const answer = await send(payload, '', headers['content-type'])
  expect(answer.json()).toMatchObject({ created: 0, unchanged: 1 })
})

test('a file that is none of products, or too large, is refused whole', async () => {
  const before = await everything()
  for (const [file, code] of [
    ['', 'file_empty'],
    ['name;price\nTea;1', 'columns_missing'],
    ['Handle;Title\na;b', 'columns_missing'],
    ['Handle,Title,Title\na,b,c', 'columns_double'],
    [Buffer.from([0xff, 0xfe, 0x48, 0, 0x61, 0]), 'columns_missing'],
  ] as const)
    expect((await send(file as string)).json()).toMatchObject({ status: 400, code })
  const good = 'Handle,Title,Variant Price\nbefore-the-end,Before,1\n'
  expect((await send(good + 'x'.repeat(20_000_000))).json()).toMatchObject({
    status: 413,
    code: 'file_too_large',
  })
  expect((await send('{}', '', 'application/json')).statusCode).toBe(415)
  expect((await send(good, '?dryrun=true')).statusCode).toBe(400)
  const customer = await signIn(shop)
  expect(
    (
      await shop.app.inject({
        method: 'POST',
        url: '/products/import',
        headers: { ...customer.headers, 'content-type': 'text/csv' },
        payload: good,
      })
    ).statusCode,
  ).toBe(403)
  expect(await everything()).toEqual(before)
})

test('a row of another encoding fails, and so does the one with a quote that never closes', async () => {
  const rows = [
    'Handle,Title,Variant Price',
    'latin,Cr\xe8me,1',
    'fine,Fine,1',
    'open,"Open,1',
    'lost,Lost,1',
  ]
  const report = await importCsv(Buffer.from(rows.join('\n'), 'latin1'))
  expect(report.rows).toMatchObject([
    { row: 2, status: 'failed', errors: [{ path: 'Title' }] },
    { row: 3, status: 'created' },
    { row: 4, status: 'failed', errors: [{ path: '' }] },
  ])
})

test('two imports of one file at once make its products once', async () => {
  const lines = Array.from({ length: 400 }, (_, i) => `twin-${i},Twin ${i},${i}.00,Twins,${i}`)
  const header = 'Handle,Title,Variant Price,Type,Variant Inventory Qty'
  const reports = await Promise.all([
    importCsv([header, ...lines].join('\n')),
    importCsv([header, ...lines.toReversed()].join('\n')),
  ])
  expect(reports.map(({ failed }) => failed)).toEqual([0, 0])
  expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(400)
  expect(reports.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(400)
  expect(await shop.sql(`select count(*) from products where slug like 'twin-%'`)).toEqual([{ count: 400 }])
})

test('of two imports at once that want the same SKUs each SKU goes to one, and every other row is taken', async () => {
  const file = (side: string) =>
    [
      'Handle,Title,Variant Price,Variant SKU',
      ...Array.from(
        { length: 60 },
        (_, i) => `${side}-${i},${side} ${i},1,${i % 2 === 0 ? `SHARED-${i}` : ''}`,
      ),
    ].join('\n')
  const reports = await Promise.all([importCsv(file('left')), importCsv(file('right'))])
  expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(90)
  expect(reports.reduce((sum, { failed }) => sum + failed, 0)).toBe(30)
  expect(await shop.sql(`select count(*) from variants where sku like 'SHARED-%'`)).toEqual([{ count: 30 }])
  expect(await shop.sql(`select count(*) from products where slug ~ '^(left|right)-'`)).toEqual([
    { count: 90 },
  ])
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

const shopify = stringify([
  [
    'Handle',
    'Title',
    'Body (HTML)',
    'Vendor',
    'Product Category',
    'Type',
    'Tags',
    'Published',
    'Option1 Name',
    'Option1 Value',
    'Variant SKU',
    'Variant Grams',
    'Variant Inventory Qty',
    'Variant Price',
    'Image Src',
    'Image Position',
    'Image Alt Text',
    'Gift Card',
    'SEO Title',
    'Status',
  ],
  [
    'clay-plant-pot',
    'Clay Plant Pot',
    '<p>Classic <strong>blue</strong>.</p><ul><li>Holds &amp; drains</li></ul>',
    'Company 123',
    'Home & Garden > Pots',
    'Plant pots',
    'Clay, Pot',
    'TRUE',
    'Size',
    'Small',
    'POT-S',
    '300',
    '10',
    '9.99',
    'https://cdn.example.com/pot.jpg',
    '1',
    'Pot',
    'FALSE',
    '',
    'active',
  ],
  [
    'clay-plant-pot',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    'Large',
    'POT-L',
    '700',
    '5',
    '19.99',
    '',
    '',
    '',
    '',
    '',
    '',
  ],
  [
    'clay-plant-pot',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    'https://cdn.example.com/pot2.jpg',
    '2',
    '',
    '',
    '',
    '',
  ],
  [
    'silk-scarf',
    'Silk Scarf',
    '',
    'Partners',
    'Apparel > Clothing > Scarves',
    '',
    '',
    'TRUE',
    'Title',
    'Default Title',
    '',
    '50',
    '0',
    '45.00',
    '',
    '',
    '',
    'FALSE',
    '',
    'draft',
  ],
])
