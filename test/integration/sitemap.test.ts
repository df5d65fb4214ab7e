import { afterAll, beforeAll, expect, test } from 'vitest'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop({ PUBLIC_URL: 'https://shop.example' })
})
afterAll(() => shop.close())

const get = (url: string) => shop.app.inject(url)
const locations = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc]) => loc)

test('names every page that is for everybody, and none that is gone', async () => {
  const [kept, gone] = [await addProduct(shop), await addProduct(shop)]
  await shop.sql(`insert into categories (id, name, slug) values (gen_random_uuid(), 'Fruit', 'fruit'),
                                                                 (gen_random_uuid(), 'Empty', 'empty')`)
  await shop.sql(`update products set category_id = (select id from categories where slug = 'fruit')`)
  await shop.sql('update products set archived_at = now() where id = $1', [gone.id])
  await shop.context.catalogChanges.poll()
  const answer = await get('/sitemap.xml')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/xml; charset=utf-8',
    'x-cache': 'miss',
  })
  expect(locations(answer.body)).toEqual([
    'https://shop.example/',
    'https://shop.example/c/fruit',
    `https://shop.example/p/product-${kept.id}`,
  ])
  expect((await get('/sitemap.xml')).headers['x-cache']).toBe('hit')
})

test('of many products it is a list of parts, which name each product once', async () => {
  await shop.sql(`insert into products (id, slug, name) select gen_random_uuid(), 'many-' || n, 'Many'
                  from generate_series(1, 2100) n`)
  await shop.context.catalogChanges.poll()
  const parts = locations((await get('/sitemap.xml')).body)
  expect(parts).toEqual([1, 2, 3].map((part) => `https://shop.example/sitemap.xml?page=${part}`))
  const all: (string | undefined)[] = []
  for (const part of [1, 2, 3]) all.push(...locations((await get(`/sitemap.xml?page=${part}`)).body))
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((one) => one?.includes('/p/many-'))).toHaveLength(2100)
  expect((await get('/sitemap.xml?page=4')).statusCode).toBe(404)
  expect((await get('/sitemap.xml?page=x')).statusCode).toBe(400)
})

test('robots.txt names it', async () => {
  const answer = await get('/robots.txt')
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toContain('\nSitemap: https://shop.example/sitemap.xml\n')
})
