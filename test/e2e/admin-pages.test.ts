import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { picture } from '../support/pictures.ts'
import { addProduct } from '../support/products.ts'
import { lookAt } from './support/look-at.ts'
import { test, useShop } from './support/shop.ts'
import { fillCart } from './support/shopper.ts'

const shop = useShop()

const look = (page: Page, name: string) => lookAt(page, `admin ${name}`)

const bread = async () => {
  const { id } = await addProduct(shop, { name: 'Rye bread', stock: 3 })
  await shop.context.catalogChanges.poll()
  return id
}

const pages = {
  dashboard: '/admin',
  products: '/admin/products?category=bakery',
  'new product': '/admin/products/new',
  import: '/admin/products/import',
  'low stock': '/admin/low-stock',
  customers: '/admin/customers',
  events: '/admin/events',
  audit: '/admin/audit',
  'unknown page': '/admin/nowhere',
  'unknown order': '/admin/orders/nothing',
}
for (const [name, path] of Object.entries(pages)) {
  test(`admin, ${name}: axe finds nothing, in either colour scheme`, { timeout: 120_000 }, async () => {
    const { page } = await shop.visit(path, { as: await shop.person({ role: 'admin' }) })
    await page.locator('#main').getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await look(page, name)
  })
}

test('admin, the dialogs over a list: axe finds nothing', { timeout: 120_000 }, async () => {
  await bread()
  const admin = await shop.person({ role: 'admin' })
  const { page } = await shop.visit('/admin/products?q=rye+bread', { as: admin })
  await page.getByRole('checkbox', { name: 'Choose Rye bread' }).check()
  await page.getByRole('button', { name: 'Change the stock of Rye bread' }).click()
  await page.getByLabel('Units more').fill('-4')
  await page.getByRole('button', { name: 'Change stock' }).click()
  await page.getByText('There are 3 units by now').waitFor()
  await look(page, 'stock dialog')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Archive' }).click()
  await look(page, 'archive dialog')
})

test('admin, a product and a lost update of it: axe finds nothing', { timeout: 120_000 }, async () => {
  const [id, admin] = [await bread(), await shop.person({ role: 'admin' })]
  const { page } = await shop.visit(`/admin/products/${id}`, { as: admin })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bread.jpg', mimeType: 'image/jpeg', buffer: await picture() })
  await page.getByRole('button', { name: 'Remove picture 1' }).waitFor()
  await look(page, 'product')
  await page.getByLabel('Name').fill('Dark rye bread')
  const others = await shop.app.inject({
    method: 'PATCH',
    url: `/products/${id}`,
    headers: { ...admin.headers, 'if-match': '"2"' },
    payload: { price: '3.90' },
  })
  expect(others.statusCode, others.body).toBe(200)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Save as chosen' }).waitFor()
  await look(page, 'lost update')
})

test('admin, the report of an import: axe finds nothing', { timeout: 120_000 }, async () => {
  const { page } = await shop.visit('/admin/products/import', { as: await shop.person({ role: 'admin' }) })
  const csv = 'Handle,Title,Variant Price,Colour\nsmoked-tea,Smoked tea,4.50,red\nno-name,,abc,\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'teas.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Import now' }).waitFor()
  await look(page, 'import report')
})

test('admin, an order and the question before it is cancelled: axe finds nothing', {
  timeout: 120_000,
}, async () => {
  const [admin, ada] = [await shop.person({ role: 'admin' }), await shop.person({ name: 'Ada Byron' })]
  await fillCart(shop, ada, { bananas: 2, strawberries: 1 })
  const placed = await shop.app.inject({
    method: 'POST',
    url: '/products/placeorder',
    headers: ada.headers,
    payload: { shippingAddress: { name: 'Ada Byron', line1: '12 Harbour Street' }, note: 'Ring twice.' },
  })
  expect(placed.statusCode, placed.body).toBe(200)
  const { page } = await shop.visit(`/admin/orders/${placed.json().id}`, { as: admin })
  await page.getByRole('button', { name: 'Mark as paid' }).click()
  await page.getByRole('button', { name: 'Mark as shipped' }).waitFor()
  await look(page, 'order')
  await page.getByRole('button', { name: 'Cancel the order' }).click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'cancel dialog')
  await page.goto('/admin/orders')
  await page.getByRole('link', { name: placed.json().number }).waitFor()
  await look(page, 'orders')
})
