import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routeWords } from '../../server/catalog/slug.ts'
import { newId } from '../../server/platform/ids.ts'
import { form } from '../support/forms.ts'
import { signIn } from '../support/people.ts'
import { picture } from '../support/pictures.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let admin: Awaited<ReturnType<typeof signIn>>
let photo: Buffer
beforeAll(async () => {
  shop = await startShop()
  admin = await signIn(shop, { role: 'admin' })
  photo = await picture()
})
afterAll(() => shop.close())

async function upload(parts: Parameters<typeof form>[0], who = admin) {
  const { payload, headers } = await form(parts)
  return shop.app.inject({
    method: 'POST',
    url: '/upload-product',
    headers: { ...who.headers, ...headers },
    payload,
  })
}

const call = (method: 'PATCH' | 'DELETE' | 'POST', url: string, body?: object, headers = {}) =>
  shop.app.inject({ method, url, headers: { ...admin.headers, ...headers }, ...(body && { body }) })

const match = (version: number) => ({ 'if-match': `"${version}"` })
const eventsOf = (id: string) =>
  shop.sql<{ sequence: number; payload: object }>(
    'select sequence, payload from outbox where key = $1 order by sequence',
    [id],
  )
const actionsOf = async (id: string) =>
  (
    await shop.sql<{ action: string }>('select action from audit_log where subject_id = $1 order by at, id', [
      id,
    ])
  ).map(({ action }) => action)

test('an upload makes a product with everything that belongs to it', async () => {
  const answer = await upload({
    name: ' Crème Brûlée ',
    price: '4.50',
    description: 'Two\r\nlines',
    category: 'Desserts',
    stock: '7',
    productFile: [photo, await picture({ width: 1500, height: 1000, type: 'png' })],
  })
  expect(answer.statusCode).toBe(201)
  const { product } = answer.json()
  expect(answer.headers.location).toBe(`/products/${product.id}`)
  expect(product).toMatchObject({
    slug: 'creme-brulee',
    name: 'Crème Brûlée',
    description: 'Two\nlines',
    price: '4.50',
    currency: 'USD',
    category: { name: 'Desserts', slug: 'desserts' },
    stock: 7,
    availability: 'in_stock',
    version: 1,
  })
  const sizes = product.images.map(({ renditions }: { renditions: { width: number }[] }) =>
    renditions.map(({ width }) => width),
  )
  expect(sizes).toEqual([
    [320, 320, 400, 400],
    [320, 320, 640, 640, 1200, 1200],
  ])
  expect(product.images[0]).toMatchObject({ width: 400, height: 300, alt: 'Crème Brûlée' })
  for (const { url } of product.images[1].renditions) {
    const [, , folder, file] = url.split('/')
    expect(await readdir(join(shop.dataDir, 'uploads', folder))).toContain(file)
  }
  expect(await readdir(join(shop.dataDir, 'uploads', '.tmp'))).toEqual([])
  expect(
    await shop.sql('select delta, reason, actor_id from stock_ledger where variant_id = $1', [product.id]),
  ).toEqual([{ delta: 7, reason: 'initial', actor_id: admin.id }])
  expect(await eventsOf(product.id)).toEqual([
    { sequence: 1, payload: { productId: product.id, archived: false } },
  ])
  expect(await actionsOf(product.id)).toEqual(['product.created'])
})

test('fields left empty count as not sent, and a form that is not right changes nothing', async () => {
  const good = { name: 'Plain', price: '1', productFile: photo }
  expect((await upload({ ...good, description: '', category: '', stock: '' })).json().product).toMatchObject({
    description: '',
    category: null,
    stock: 0,
  })
  const before = await shop.sql('select count(*) from products')
  const refused: [object, string][] = [
    [{ ...good, name: '' }, 'name'],
    [{ ...good, name: 'a\nb' }, 'name'],
    [{ ...good, price: '1.999' }, 'price'],
    [{ ...good, price: '-1' }, 'price'],
    [{ ...good, price: '10000000.01' }, 'price'],
    [{ ...good, stock: '-1' }, 'stock'],
    [{ ...good, stock: '1.5' }, 'stock'],
    [{ ...good, stock: '1e9' }, 'stock'],
    [{ ...good, colour: 'red' }, 'colour'],
    [{ ...good, price: ['1', '2'] }, 'price'],
    [{ name: 'No picture', price: '1' }, 'productFile'],
    [{ ...good, productFile: Buffer.alloc(0) }, 'productFile'],
    [{ ...good, other: photo }, 'other'],
  ]
  for (const [parts, path] of refused) {
    const answer = await upload(parts as never)
    expect([path, answer.statusCode, answer.json().errors?.[0]?.path]).toEqual([path, 400, path])
  }
  expect(await shop.sql('select count(*) from products')).toEqual(before)
})

test('S35 S36 only an admin writes, and only what there is to write', async () => {
  const customer = await signIn(shop)
  const { id } = await addProduct(shop)
  expect((await upload({ name: 'Mine', price: '1', productFile: photo }, customer)).statusCode).toBe(403)
  expect((await shop.app.inject({ method: 'DELETE', url: `/products/${id}` })).statusCode).toBe(401)
  for (const field of ['id', 'slug', 'version', 'stock', 'currency', '__proto__'])
    expect([
      field,
      (await call('PATCH', `/products/${id}`, JSON.parse(`{"${field}":"1"}`), match(1))).statusCode,
    ]).toEqual([field, 400])
  expect(await shop.sql('select version from products where id = $1', [id])).toEqual([{ version: 1 }])
})

test('the same name twice makes two slugs, a word of a route none', async () => {
  const slugs = []
  for (const name of ['Tea', 'Tea', 'Orders', 'Suggestions'])
    slugs.push((await upload({ name, price: '1', productFile: photo })).json().product.slug)
  expect(slugs).toEqual(['tea', 'tea-2', 'orders-1', 'suggestions-1'])
})

test('every word that stands after /products/ in a route is kept from slugs', () => {
  const words = Object.keys((shop.app as unknown as { swagger(): { paths: object } }).swagger().paths)
    .map((path) => path.split('/'))
    .filter(([, first, second]) => first === 'products' && second && !second.startsWith('{'))
    .map(([, , word]) => word)
  expect(routeWords).toEqual(expect.arrayContaining(words))
})

test('eight uploads at once with one name and one new category make eight products and one category', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      upload({ name: 'Race', price: '1', category: 'New here', productFile: photo }),
    ),
  )
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(8).fill(201))
  expect(new Set(answers.map((answer) => answer.json().product.slug)).size).toBe(8)
  expect(await shop.sql(`select name from categories where name_key = 'new here'`)).toHaveLength(1)
})

test('a change needs the version it was made from', async () => {
  const { id } = await addProduct(shop)
  const url = `/products/${id}`
  expect((await call('PATCH', url, { name: 'New' })).json()).toMatchObject({
    status: 428,
    code: 'version_required',
  })
  expect((await call('DELETE', url)).statusCode).toBe(428)
  for (const header of ['1', 'W/"1"', '*', '"1", "2"', '"x"', '""'])
    expect((await call('PATCH', url, { name: 'New' }, { 'if-match': header })).statusCode).toBe(400)
  const changed = await call(
    'PATCH',
    url,
    { name: 'New', price: '5.00', description: 'Better', category: 'Changed' },
    match(1),
  )
  expect(changed.json()).toMatchObject({
    name: 'New',
    price: '5.00',
    description: 'Better',
    category: { slug: 'changed' },
    version: 2,
  })
  const stale = await call('PATCH', url, { name: 'Lost' }, match(1))
  expect(stale.json()).toMatchObject({
    status: 409,
    code: 'version_conflict',
    product: { id, name: 'New', version: 2 },
  })
  expect((await call('PATCH', url, { category: null }, match(2))).json()).toMatchObject({
    name: 'New',
    category: null,
    version: 3,
  })
  expect((await eventsOf(id)).map(({ sequence }) => sequence)).toEqual([2, 3])
  expect(await actionsOf(id)).toEqual(['product.changed', 'product.changed'])
})

test('a change that alters nothing makes no version', async () => {
  const { id, name } = await addProduct(shop)
  const answer = await call('PATCH', `/products/${id}`, { name, price: '12.99' }, match(1))
  expect(answer.json()).toMatchObject({ name, version: 1 })
  expect(await eventsOf(id)).toEqual([])
})

test('of 20 changes made from one version one wins, and the others learn of it', async () => {
  const { id } = await addProduct(shop)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => call('PATCH', `/products/${id}`, { price: `${i + 100}` }, match(1))),
  )
  const winners = answers.filter((answer) => answer.statusCode === 200)
  expect(winners).toHaveLength(1)
  expect(answers.filter((answer) => answer.json().code === 'version_conflict')).toHaveLength(19)
  expect(winners[0]?.json()).toMatchObject({ version: 2 })
  expect(await eventsOf(id)).toHaveLength(1)
})

test('archiving takes a product out of the shop and keeps its row', async () => {
  const { id } = await addProduct(shop)
  expect((await call('DELETE', `/products/${id}`, undefined, match(7))).statusCode).toBe(409)
  expect((await call('DELETE', `/products/${id}`, undefined, match(1))).statusCode).toBe(204)
  expect(
    await shop.sql('select version, archived_at is not null as archived from products where id = $1', [id]),
  ).toEqual([{ version: 2, archived: true }])
  expect(await eventsOf(id)).toEqual([{ sequence: 2, payload: { productId: id, archived: true } }])
  for (const answer of [
    await call('DELETE', `/products/${id}`, undefined, match(2)),
    await call('PATCH', `/products/${id}`, { name: 'Back' }, match(2)),
    await call('POST', `/products/${id}/stock`, { delta: 1, reason: 'restock' }),
    await call('PATCH', `/products/${newId()}`, { name: 'Nobody' }, match(1)),
    await call('PATCH', '/products/no-id', { name: 'Nobody' }, match(1)),
  ])
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
  expect(await eventsOf(id)).toHaveLength(1)
})

test('pictures are added up to eight and taken off again, each a new version', async () => {
  const { id, name } = await addProduct(shop)
  const add = async (count: number) => {
    const { payload, headers } = await form({ productFile: Array(count).fill(photo) })
    return shop.app.inject({
      method: 'POST',
      url: `/products/${id}/images`,
      headers: { ...admin.headers, ...headers },
      payload,
    })
  }
  const added = await add(3)
  expect([added.statusCode, added.json().version, added.json().images.length]).toEqual([201, 2, 3])
  expect(added.json().images[0].alt).toBe(name)
  expect((await add(6)).json()).toMatchObject({ status: 409, code: 'too_many_pictures' })
  const [first, second, third] = added.json().images
  const removed = await call('DELETE', `/products/${id}/images/${first.id}`)
  expect(removed.json()).toMatchObject({ version: 3, images: [{ id: second.id }, { id: third.id }] })
  expect((await call('DELETE', `/products/${id}/images/${first.id}`)).statusCode).toBe(404)
  const other = await addProduct(shop)
  expect((await call('DELETE', `/products/${other.id}/images/${second.id}`)).statusCode).toBe(404)
  expect((await eventsOf(id)).map(({ sequence }) => sequence)).toEqual([2, 3])
  expect(await actionsOf(id)).toEqual(['product.images_added', 'product.image_removed'])
})
