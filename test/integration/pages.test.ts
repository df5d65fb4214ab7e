import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed } from '../../db/seed/seed.ts'
import { readPage } from '../support/page-text.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

let shop: TestShop
const publicUrl = 'https://shop.example'
beforeAll(async () => {
  shop = await startShop({ PUBLIC_URL: publicUrl, SHOP_NAME: 'Harbour & Sons' })
  const { db, config, log } = shop.context
  await seed({ db, uploadsDir: config.uploadsDir, log })
  await shop.context.catalogChanges.poll()
})
afterAll(() => shop.close())

const get = (url: string, headers: Record<string, string> = {}) => shop.app.inject({ url, headers })
const page = async (url: string) => readPage((await get(url)).body)

test('the home page tells a crawler what the shop has, and the web app its first data', async () => {
  const { title, meta, canonical, structured, data, links, text } = await page('/')
  expect([title, canonical]).toEqual(['Harbour &amp; Sons', `${publicUrl}/`])
  expect(meta).toMatchObject({
    description: expect.stringMatching(/^Good food .*pantry\.$/),
    'og:title': 'Harbour &amp; Sons',
    'og:url': `${publicUrl}/`,
    'og:image': expect.stringMatching(new RegExp(`^${publicUrl}/uploads/[\\w-]+/1200\\.webp$`)),
  })
  expect(structured).toEqual([
    expect.objectContaining({ '@type': 'WebSite', potentialAction: expect.any(Object) }),
    expect.objectContaining({ '@type': 'ItemList', itemListElement: expect.any(Array) }),
  ])
  const products = (await get('/products?limit=24')).json()
  const categories = (await get('/products/categories')).json()
  expect(data).toEqual({
    shop: { name: 'Harbour & Sons', currency: 'USD' },
    responses: { '/products/categories': categories, '/products?limit=24': products },
  })
  for (const { slug, name } of products.items) {
    expect(links).toContain(`/p/${slug}`)
    expect(text).toContain(name.replaceAll("'", '&#39;'))
  }
  for (const { slug } of categories.items) expect(links).toContain(`/c/${slug}`)
})

test('a page is in the first language that is asked for and that the shop speaks, else in English', async () => {
  const spoken = async (asked: string) => {
    const { body, headers } = await get('/', { 'accept-language': asked })
    return [/<html lang="(\w+)"/.exec(body)?.[1], /<h1>(.*?)<\/h1>/.exec(body)?.[1], headers.etag]
  }
  const [, , german] = await spoken('de-AT,de;q=0.9,en;q=0.8')
  expect(await spoken('fr, de;q=0.8, en;q=0.5')).toEqual(['de', 'Gutes Essen von nah und fern', german])
  for (const asked of ['en-GB,de;q=0.5', 'fr', '', 'de'.repeat(5_000)])
    expect((await spoken(asked)).slice(0, 2)).toEqual(['en', 'Good food from near and far'])
  const { body } = await get('/p/butter-croissants', { 'accept-language': 'de' })
  expect(body).toMatch(/\d,\d\d.\$[\s\S]*Vorrätig/)
})

test('a category tells its products and the way to it', async () => {
  const { title, meta, canonical, structured, data, links } = await page('/c/bakery')
  expect([title, canonical]).toEqual(['Bakery · Harbour &amp; Sons', `${publicUrl}/c/bakery`])
  expect(meta.description).toMatch(/^Bakery: /)
  expect(structured.map((one) => one['@type'])).toEqual(['BreadcrumbList', 'ItemList'])
  const products = (await get('/products?limit=24&category=bakery')).json()
  expect(data.responses['/products?limit=24&category=bakery']).toEqual(products)
  expect(links).toContain(`/p/${products.items.at(-1).slug}`)
})

test('a category is in the order that its address asks for, and is one page all the same', async () => {
  const { data, canonical } = await page('/c/bakery?sort=price')
  const address = '/products?limit=24&category=bakery&sort=price'
  expect(data.responses[address]).toEqual((await get(address)).json())
  expect(canonical).toBe(`${publicUrl}/c/bakery`)
  for (const odd of ['sort=newest', 'sort=worst', 'sort=price&sort=name'])
    expect(Object.keys((await page(`/c/bakery?${odd}`)).data.responses)).toContain(
      '/products?limit=24&category=bakery',
    )
})

test('a product tells its price, whether it is there, and its pictures', async () => {
  const product = (await get('/products/butter-croissants')).json()
  const { title, meta, canonical, structured, data, preload, text } = await page('/p/butter-croissants')
  expect([title, canonical]).toEqual([
    'Butter croissants · Harbour &amp; Sons'.replace('Butter croissants', product.name),
    `${publicUrl}/p/butter-croissants`,
  ])
  expect(meta).toMatchObject({
    'og:type': 'product',
    'og:image': publicUrl + product.imageUrl,
    'product:price:amount': product.price,
    'product:price:currency': 'USD',
  })
  expect(structured[0]).toMatchObject({
    '@type': 'Product',
    name: product.name,
    image: [publicUrl + product.imageUrl],
    offers: { price: product.price, priceCurrency: 'USD', availability: 'https://schema.org/InStock' },
  })
  expect(structured[1]).toMatchObject({
    '@type': 'BreadcrumbList',
    itemListElement: [{ position: 1 }, { item: `${publicUrl}/c/bakery` }, { name: product.name }],
  })
  expect(data.responses['/products/butter-croissants']).toEqual(product)
  expect(preload).toMatch(/type="image\/avif" imagesrcset="\/uploads\/\S+ 320w, .* 1200w" imagesizes="[^"]+"/)
  expect(text).toContain(`$${product.price}`)
  expect(text).toContain('In stock')
})

test('by id, and with what others hang on an address, a page is the one of its canonical address', async () => {
  const { id } = (await get('/products/butter-croissants')).json()
  for (const url of [`/p/${id}`, '/p/butter-croissants?utm_source=x&utm_source=y', '/p/Butter-Croissants'])
    expect((await page(url)).canonical).toBe(`${publicUrl}/p/butter-croissants`)
})

test('what is not there is a page that says so, with the status 404 and nothing to index', async () => {
  const { id } = await addProduct(shop, { name: 'Gone' })
  await shop.context.catalogChanges.poll()
  expect((await get(`/p/product-${id}`)).statusCode).toBe(200)
  await shop.sql('update products set archived_at = now() where id = $1', [id])
  await shop.context.catalogChanges.poll()
  for (const url of [`/p/product-${id}`, '/p/nothing', '/c/nothing']) {
    const answer = await get(url, { 'if-none-match': '*' })
    expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 404, 'no-store'])
    const { meta, canonical, data } = readPage(answer.body)
    expect([meta.robots, canonical, data.responses]).toEqual(['noindex', undefined, {}])
  }
})

test('a page is as fresh as the catalogue: a sale shows within the second, a change at once after a look', async () => {
  const { id } = await addProduct(shop, { name: 'Fresh figs', stock: 6 })
  await shop.context.catalogChanges.poll()
  const url = `/p/product-${id}`
  expect((await get(url)).headers['x-cache']).toBe('miss')
  const first = await get(url)
  expect([first.headers['x-cache'], first.headers['cache-control']]).toEqual(['hit', 'no-cache'])
  const etag = String(first.headers.etag)
  expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(304)

  await shop.sql('update stock set quantity = 0 where variant_id = $1', [id])
  await expect
    .poll(async () => (await page(url)).text, { timeout: 5_000, interval: 50 })
    .toContain('Sold out')
  expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(200)

  await shop.sql(`update products set name = 'Dried figs' where id = $1`, [id])
  await shop.context.catalogChanges.poll()
  expect((await page(url)).title).toContain('Dried figs')
})

test('pages are compressed as the browser takes it, with a weak ETag', async () => {
  const plain = await get('/')
  expect(plain.headers).not.toHaveProperty('content-encoding')
  for (const [accepted, encoding, decode] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const answer = await get('/', { 'accept-encoding': accepted })
    expect([accepted, answer.headers['content-encoding'], answer.headers.vary]).toEqual([
      accepted,
      encoding,
      'accept-encoding, accept-language',
    ])
    expect(answer.headers.etag).toBe(`W/${plain.headers.etag}`)
    expect(decode(answer.rawPayload).toString()).toBe(plain.body)
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
    const again = { 'accept-encoding': accepted, 'if-none-match': String(answer.headers.etag) }
    const same = await get('/', again)
    expect([same.statusCode, same.body, same.headers['content-encoding']]).toEqual([304, '', undefined])
  }
})

test('F3 without PostgreSQL pages go out as they last were, and what was never read as a 503 that is a page', async () => {
  const { port } = new URL(shop.appUrl)
  const proxy = await startTcpProxy(Number(port))
  const url = new URL(shop.appUrl)
  url.port = String(proxy.port)
  const node = await shop.again({ DATABASE_URL: url.href })
  try {
    await node.context.catalogChanges.poll()
    expect((await node.app.inject('/c/bakery')).statusCode).toBe(200)
    proxy.cut()
    await sleep(1_100)
    const stale = await node.app.inject('/c/bakery')
    expect([stale.statusCode, stale.headers['x-cache']]).toEqual([200, 'stale'])
    const unknown = await node.app.inject('/p/butter-croissants')
    expect([unknown.statusCode, unknown.headers['retry-after']]).toEqual([503, '2'])
    expect(unknown.headers['content-type']).toBe('text/html; charset=utf-8')
  } finally {
    await node.close()
    await proxy.close()
  }
})

test('pages that the server has no data for learn the name and the currency of the shop', async () => {
  const answer = await get('/api/shop')
  expect(answer.json()).toEqual({ name: 'Harbour & Sons', currency: 'USD' })
  expect(answer.headers['cache-control']).toBe('public, max-age=300')
})
