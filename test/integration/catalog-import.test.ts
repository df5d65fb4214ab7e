import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { startCsvShop } from '../support/csv-shop.ts'
import { form } from '../support/forms.ts'
import { signIn } from '../support/people.ts'

const shopify = readFileSync(new URL('../support/shopify-export.csv', import.meta.url), 'utf8')

const { shop, admin, importCsv, send, everything, productAt } = await startCsvShop()
afterAll(() => shop.close())

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
