import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { encodeCursor } from '../../server/platform/cursor.ts'
import { newId } from '../../server/platform/ids.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())
beforeEach(async () => {
  await shop.sql('delete from images')
  await shop.sql('delete from stock')
  await shop.sql('delete from variants')
  await shop.sql('delete from products')
  await shop.sql('delete from categories')
  await shop.context.catalogChanges.poll()
})

const get = (url: string, headers = {}) => shop.app.inject({ url, headers })

type New = { name?: string; description?: string; priceMinor?: number; stock?: number; minute?: number }

/** Products in one statement, named, priced and dated as told; `minute` is when they were made. */
async function addProducts(products: New[], categorySlug?: string) {
  const ids = products.map(() => newId())
  await shop.sql(
    `with made as (
       insert into products (id, slug, name, description, category_id, created_at)
       select id, 'p-' || id, name, description, (select id from categories where slug = $7),
              '2026-01-01T00:00:00Z'::timestamptz + minute * interval '1 minute'
       from unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) as n (id, name, description, minute)
     ), sold as (
       insert into variants (id, product_id, price_minor) select id, id, price from unnest($1::uuid[], $5::int[]) as n (id, price)
     )
     insert into stock (variant_id, quantity) select * from unnest($1::uuid[], $6::int[])`,
    [
      ids,
      products.map(({ name = 'Thing' }) => name),
      products.map(({ description = '' }) => description),
      products.map(({ minute = 0 }) => minute),
      products.map(({ priceMinor = 100 }) => priceMinor),
      products.map(({ stock = 10 }) => stock),
      categorySlug ?? null,
    ],
  )
  await shop.context.catalogChanges.poll()
  return ids
}

const addCategory = (name: string, slug: string) =>
  shop.sql('insert into categories (id, name, slug) values ($1, $2, $3)', [newId(), name, slug])

test('an empty shop lists nothing', async () => {
  expect((await get('/products')).json()).toEqual({ items: [], nextCursor: null, total: 0 })
  expect((await get('/products/categories')).json()).toEqual({ items: [] })
})

test('shows a product as the contract does, by id and by slug', async () => {
  await addCategory('Fruit', 'fruit')
  const [id = ''] = await addProducts([{ name: 'Blood oranges', priceMinor: 499, stock: 5 }], 'fruit')
  await shop.sql(
    `insert into images (id, product_id, position, folder, alt, width, height, renditions)
     values ($1, $2, 0, 'folder', 'cut', 900, 600, $3)`,
    [
      newId(),
      id,
      JSON.stringify([
        { file: '320.webp', width: 320, height: 213, type: 'image/webp' },
        { file: '900.avif', width: 900, height: 600, type: 'image/avif' },
        { file: '900.webp', width: 900, height: 600, type: 'image/webp' },
      ]),
    ],
  )
  await shop.context.catalogChanges.poll()
  const product = (await get(`/products/${id}`)).json()
  expect(product).toMatchObject({
    id,
    slug: `p-${id}`,
    name: 'Blood oranges',
    price: '4.99',
    currency: 'USD',
    category: { name: 'Fruit', slug: 'fruit' },
    availability: 'low_stock',
    stock: 5,
    imageUrl: '/uploads/folder/900.webp',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
  })
  expect(product.images[0].renditions).toHaveLength(3)
  expect((await get(`/products/p-${id}`)).json()).toEqual(product)
  expect((await get('/products')).json()).toEqual({ items: [product], nextCursor: null, total: 1 })
  expect((await get('/products/suggestions?q=blo')).json()).toEqual({
    items: [{ id, name: 'Blood oranges', slug: `p-${id}`, imageUrl: '/uploads/folder/320.webp' }],
  })
})

test('what is archived or unknown is a 404 and in no list, and is not counted', async () => {
  await addCategory('Fruit', 'fruit')
  const [gone, kept] = await addProducts([{ name: 'Pears' }, { name: 'Pears' }], 'fruit')
  expect((await get(`/products/${gone}`)).statusCode).toBe(200)
  await shop.sql('update products set archived_at = now() where id = $1', [gone])
  await shop.context.catalogChanges.poll()
  for (const name of [gone, `p-${gone}`, newId(), 'nothing'])
    expect((await get(`/products/${name}`)).statusCode).toBe(404)
  for (const list of ['', '?q=pears', '?category=fruit', '?sort=price'])
    expect((await get(`/products${list}`)).json()).toMatchObject({ items: [{ id: kept }], total: 1 })
  expect((await get('/products/categories')).json().items).toMatchObject([{ slug: 'fruit', productCount: 1 }])
})

test('every sort pages through all products exactly once, in order, though some come in between', async () => {
  const name = fc.oneof(
    fc.constantFrom('Pear', 'pear', 'Äpfel', 'apple pie', 'Apple', '\u{1f34e} Apfel'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0')),
  )
  const product = fc.record({
    name,
    priceMinor: fc.integer({ min: 0, max: 5 }),
    minute: fc.integer({ min: 0, max: 4 }),
  })
  const sort = fc.constantFrom('newest', 'price', '-price', 'name', 'relevance')
  let round = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(product, { minLength: 1, maxLength: 25 }),
      fc.array(product, { minLength: 1, maxLength: 3 }),
      sort,
      fc.integer({ min: 1, max: 9 }),
      async (products, late, order, limit) => {
        const slug = `round-${++round}`
        const word = `word${round}x`
        await addCategory(slug, slug)
        const described = (all: New[]) => all.map((one) => ({ ...one, description: `has ${word}` }))
        const ids = await addProducts(described(products), slug)
        const query = order === 'relevance' ? `q=${word}&category=${slug}` : `sort=${order}&category=${slug}`
        const seen: { id: string; price: string; createdAt: string }[] = []
        let cursor: string | null = null
        let added = false
        do {
          const onward: string = cursor ? `&cursor=${cursor}` : ''
          const page = (await get(`/products?${query}&limit=${limit}${onward}`)).json()
          expect(page.items.length).toBeLessThanOrEqual(limit)
          expect(seen.length).toBeLessThan(100)
          seen.push(...page.items)
          cursor = page.nextCursor
          if (!added) await addProducts(described(late), slug)
          added = true
        } while (cursor)
        const seenIds = seen.map(({ id }) => id)
        expect(new Set(seenIds).size).toBe(seenIds.length)
        expect(ids.filter((id) => !seenIds.includes(id))).toEqual([])
        const keys = seen.map((one) => (order === 'newest' ? Date.parse(one.createdAt) : Number(one.price)))
        if (order === 'price') expect(keys).toEqual(keys.toSorted((a, b) => a - b))
        if (order === '-price' || order === 'newest') expect(keys).toEqual(keys.toSorted((a, b) => b - a))
      },
    ),
    { numRuns: 40 },
  )
})

test('S42 refuses what is no list: limits, sorts, cursors of another list, unknown fields', async () => {
  await addProducts([{}, {}])
  const { nextCursor } = (await get('/products?limit=1&sort=price')).json()
  for (const query of [
    'limit=0',
    'limit=101',
    'sort=worst',
    'sort=relevance',
    'cursor=nonsense',
    `sort=-price&cursor=${nextCursor}`,
    `sort=newest&cursor=${nextCursor}`,
    'page=2',
    'q=',
  ])
    expect([query, (await get(`/products?${query}`)).statusCode]).toEqual([query, 400])
  expect((await get('/products/suggestions')).statusCode).toBe(400)
})

test('search finds words, beginnings, phrases, and puts slips of the keyboard right', async () => {
  await addProducts([
    { name: 'Orange juice', description: 'Pressed this morning' },
    { name: 'Blood oranges', description: 'For juice' },
    { name: 'Whole milk' },
    { name: 'Gruyère' },
    { name: 'Bananas' },
  ])
  const found = async (q: string) =>
    (await get(`/products?q=${encodeURIComponent(q)}`)).json().items.map((one: { name: string }) => one.name)
  expect(await found('orange juice')).toEqual(['Orange juice'])
  expect(await found('juice')).toEqual(['Orange juice', 'Blood oranges'])
  expect(await found('oran')).toEqual(['Orange juice', 'Blood oranges'])
  expect(await found('"this morning"')).toEqual(['Orange juice'])
  expect(await found('juice -blood')).toEqual(['Orange juice'])
  expect(await found('ornage')).toEqual(['Orange juice', 'Blood oranges'])
  expect(await found('mlik')).toEqual(['Whole milk'])
  expect(await found('bannana')).toEqual(['Bananas'])
  expect(await found('gruyere')).toEqual(['Gruyère'])
  for (const nothing of ['xylophone', '!!!', '\\', '"', '<->', '%', '_', '- -']) {
    expect([nothing, await found(nothing)]).toEqual([nothing, []])
  }
  for (const odd of ["' or 1=1 --", "a'':*", '"" or -', 'or', '-milk', "'", "\\ 'x", 'a:b&c|!d', '\u{1f34e}'])
    expect([odd, (await get(`/products?q=${encodeURIComponent(odd)}`)).statusCode]).toEqual([odd, 200])
})

test('slips are put right word by word, also of a name that was changed, and what is in no name is not looked for', async () => {
  const [oat] = await addProducts([
    { name: 'Oat drink' },
    { name: 'Whole milk', description: 'Drink it cold' },
  ])
  const found = async (q: string) =>
    (await get(`/products?q=${encodeURIComponent(q)}`)).json().items.map((one: { name: string }) => one.name)
  expect(await found('oat drnik')).toEqual(['Oat drink'])
  expect(await found('milk cold')).toEqual(['Whole milk'])
  await shop.sql(`update products set name = 'Buckwheat porridge' where id = $1`, [oat])
  await shop.context.catalogChanges.poll()
  expect(await found('porrigde buckwhaet')).toEqual(['Buckwheat porridge'])
  expect(await found('buckweat porige')).toEqual(['Buckwheat porridge'])
  expect(await found("it's o'porrigde \\ '")).toEqual([])
})

test('beginnings are found whatever they begin, in names and descriptions, of what was added and of what was changed', async () => {
  const [plain, zebra] = await addProducts([
    { name: 'Plain', description: 'zebra' },
    { name: 'Zebra' },
    ...Array.from({ length: 12 }, (_, i) => ({ name: `Tin ${i}`, description: `zinc${'abcdefghijkl'[i]}` })),
    { name: 'Odd', description: `zum\\wohl zum'wohl http://zum.example/wohl` },
  ])
  const found = async (q: string) =>
    (await get(`/products?q=${encodeURIComponent(q)}`)).json().items.map((one: { id: string }) => one.id)
  expect(await found('zeb')).toEqual([zebra, plain])
  expect((await found('zin')).length).toBe(12)
  expect((await found('z')).length).toBe(15)
  expect((await found('zinca or zincb')).length).toBe(2)
  expect((await found('tin -zinca')).length).toBe(11)
  for (const beginning of ['zum', 'zum\\wo', "zum'wo", 'zum.exa', '"zum woh'])
    expect([beginning, (await found(beginning)).length]).toEqual([beginning, 1])
  await shop.sql(`update products set description = 'zebu zeugma' where id = $1`, [plain])
  await shop.context.catalogChanges.poll()
  expect([await found('zeug'), await found('zebr'), await found('zeb')]).toEqual([
    [plain],
    [zebra],
    [zebra, plain],
  ])
  await shop.sql(`update products set name = 'Zeugma' where id = $1`, [plain])
  await shop.context.catalogChanges.poll()
  expect(await found('zuegma')).toEqual([plain])
})

test('a search counts to 1,000, ranks the best name first however old it is, and shows all that match', async () => {
  await addProducts([
    { name: 'Olives', minute: -1 },
    ...Array.from({ length: 1005 }, (_, i) => ({ name: `Tin ${i}`, description: 'of olives', minute: i })),
  ])
  const first = (await get('/products?q=olives')).json()
  expect(first).toMatchObject({ total: 1000, totalIsLowerBound: true })
  expect(first.items[0].name).toBe('Olives')
  const shown = first.items.map(({ id }: { id: string }) => id)
  for (let { nextCursor } = first; nextCursor; ) {
    const page = (await get(`/products?q=olives&limit=100&cursor=${nextCursor}`)).json()
    shown.push(...page.items.map(({ id }: { id: string }) => id))
    nextCursor = page.nextCursor
  }
  expect([shown.length, new Set(shown).size]).toEqual([1006, 1006])
  const beyondAnyRank = encodeCursor(['relevance', -1e300, first.items[0].id])
  expect((await get(`/products?q=olives&cursor=${beyondAnyRank}`)).json().items).toEqual([])
  expect((await get('/products?q=tin 7')).json().totalIsLowerBound).toBeUndefined()
  expect((await get('/products')).json().total).toBe(1006)
})

test('the count follows what is added, archived and moved, whoever does it at once', async () => {
  await addCategory('Fruit', 'fruit')
  await addCategory('Tins', 'tins')
  const ids = await addProducts(
    Array.from({ length: 12 }, () => ({})),
    'fruit',
  )
  await Promise.all([
    ...ids.slice(0, 3).map((id) => shop.sql('update products set archived_at = now() where id = $1', [id])),
    ...ids
      .slice(3, 8)
      .map((id) =>
        shop.sql(
          `update products set category_id = (select id from categories where slug = 'tins') where id = $1`,
          [id],
        ),
      ),
    addProducts([{}, {}]),
  ])
  await shop.context.catalogChanges.poll()
  expect((await get('/products')).json().total).toBe(11)
  expect((await get('/products?category=fruit')).json().total).toBe(4)
  expect((await get('/products/categories')).json().items).toMatchObject([
    { slug: 'fruit', productCount: 4 },
    { slug: 'tins', productCount: 5 },
  ])
})

test('S55 pictures are served to be kept for ever; no listing, nothing hidden, nothing outside', async () => {
  const folder = join(shop.context.config.uploadsDir, 'abc')
  await mkdir(join(folder, '..', '.tmp'), { recursive: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '640.webp'), 'RIFF')
  await writeFile(join(folder, '..', '.tmp', 'half.webp'), 'RIFF')
  const picture = await get('/uploads/abc/640.webp')
  expect(picture.statusCode).toBe(200)
  expect(picture.headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  for (const path of [
    '',
    'abc',
    'abc/',
    '.tmp/half.webp',
    '../secrets.json',
    '%2e%2e/secrets.json',
    'abc/%00',
  ])
    expect([path, (await get(`/uploads/${path}`)).statusCode]).toEqual([
      path,
      expect.toSatisfy((code) => code === 404 || code === 400),
    ])
})
