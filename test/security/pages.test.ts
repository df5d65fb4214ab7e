import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPage } from '../support/page-text.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const hostile = '</script><script>alert(1)</script><!-- " \' & \u2028 $& <img src=x onerror=alert(1)>'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop({ SHOP_NAME: hostile.replace('\u2028', ''), PUBLIC_URL: 'https://shop.example' })
})
afterAll(() => shop.close())

test('S45 markup in names and descriptions is text in every page, in its data and in what crawlers read', async () => {
  const { id } = await addProduct(shop, { name: hostile })
  await shop.sql('update products set description = $2 where id = $1', [id, `${hostile}\n\n${hostile}`])
  await shop.sql(`insert into categories (id, name, slug) values (gen_random_uuid(), $1, 'hostile')`, [
    hostile,
  ])
  await shop.sql('update products set category_id = (select id from categories)')
  await shop.sql(
    `insert into images (id, product_id, position, folder, alt, width, height, renditions)
     values (gen_random_uuid(), $1, 0, 'folder', $2, 320, 320, $3)`,
    [id, hostile, JSON.stringify([{ file: '320.webp', width: 320, height: 320, type: 'image/webp' }])],
  )
  await shop.context.catalogChanges.poll()

  for (const [url, address, scripts] of [
    ['/', '/products?limit=24', 3],
    ['/c/hostile', '/products?limit=24&category=hostile', 3],
    [`/p/product-${id}`, `/products/product-${id}`, 3],
  ] as const) {
    const { body, statusCode } = await shop.app.inject(url)
    expect([url, statusCode]).toEqual([url, 200])
    expect(body.match(/<script/g)).toHaveLength(scripts)
    expect(body).not.toMatch(/<script>|<img src=x|<!--/)
    expect(body.match(/<script.*?<\/script>/gs)?.join()).not.toMatch(/\u2028/)
    const { data, structured, title } = readPage(body)
    const answered = data.responses[address] as unknown as { name: string; items?: { name: string }[] }
    expect((answered.items?.[0] ?? answered).name).toBe(hostile)
    expect(JSON.stringify(structured)).toContain(JSON.stringify(hostile).slice(1, -1))
    expect(title).not.toContain('<')
  }
})

test('S46 pages hold no script that runs but those of the web app, and no style', async () => {
  const { body } = await shop.app.inject('/')
  for (const [tag] of body.matchAll(/<script[^>]*>/g))
    expect(tag).toMatch(/ type="application\/(ld\+)?json"| src="\//)
  expect(body).not.toMatch(/<style| style=| on\w+="/)
})
