import { expect } from 'vitest'
import { form } from '../support/forms.ts'
import { picture } from '../support/pictures.ts'
import { lookAt } from './support/look-at.ts'
import { test, useShop } from './support/shop.ts'
import { productBySlug } from './support/shopper.ts'

const shop = useShop()

// The pages and the states of pages that no other test looks at by the way.
const ofGuests = {
  'unknown page': '/nowhere',
  'unknown product': '/p/nothing',
  'unknown category': '/c/nothing',
  'checkout of a guest': '/checkout',
}
const ofCustomers = {
  'no orders': '/orders',
  'nothing to order': '/checkout',
  'unknown order': '/orders/nothing',
  'admin for a customer': '/admin',
}
for (const [name, path] of Object.entries({ ...ofGuests, ...ofCustomers })) {
  test(`${name}: axe finds nothing, in either colour scheme`, async () => {
    const { page } = await shop.visit(path, name in ofCustomers ? { as: await shop.person() } : {})
    await page.locator('#main').getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await lookAt(page, name)
  })
}

test('a product with three pictures, sold out then: axe finds nothing', async () => {
  const admin = await shop.person({ role: 'admin' })
  const { id, stock } = await productBySlug(shop, 'butter-croissants')
  const pictures = [await picture({ height: 240 }), await picture({ height: 600 })]
  const change = async (path: string, request: object) => {
    const answer = await shop.app.inject({ method: 'POST', url: `/products/${id}${path}`, ...request })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
  }
  const sent = await form({ productFile: pictures })
  await change('/images', { ...sent, headers: { ...sent.headers, ...admin.headers } })
  const { page } = await shop.visit('/p/butter-croissants')
  await page.getByRole('button', { name: 'Show picture 2 of 3' }).click()
  await page.waitForLoadState('networkidle')
  await lookAt(page, 'product')

  await change('/stock', { headers: admin.headers, payload: { delta: -stock, reason: 'damage' } })
  await expect
    .poll(async () => (await shop.app.inject('/products/butter-croissants')).json().availability)
    .toBe('out_of_stock')
  await page.reload()
  await page.getByText('It is sold out at the moment.').waitFor()
  await lookAt(page, 'product sold out')
})

test('an empty cart and a lost connection: axe finds nothing', async () => {
  const { page, offline } = await shop.visit('/c/fruit')
  await page.getByRole('button', { name: 'Cart, empty' }).click()
  await page.getByRole('dialog').getByText('Your cart is empty').waitFor()
  await lookAt(page, 'empty cart')
  await page.keyboard.press('Escape')
  await offline()
  await page.getByText('You are offline.').waitFor()
  await page.getByLabel('Sort by').selectOption('Name')
  await expect.poll(() => page.locator('.product-grid').getAttribute('aria-busy')).toBe('true')
  await lookAt(page, 'offline')
  // What was asked for meanwhile comes by itself.
  await offline(false)
  await page.locator('.product-grid[aria-busy=false]').waitFor()
})

test('walking through the shop by its links and the way back brings no complaint', async () => {
  const { page } = await shop.visit('/')
  const heading = (name: string | RegExp) =>
    page.locator('#main').getByRole('heading', { level: 1, name }).waitFor()
  await page.locator('#main').getByRole('link', { name: 'Bakery' }).click()
  await heading('Bakery')
  await page.getByRole('link', { name: 'Butter croissants' }).click()
  await heading(/^Butter croissants/i)
  await page.getByRole('link', { name: 'Log in' }).click()
  await heading('Log in')
  await page.goBack()
  await heading(/^Butter croissants/i)
  await page.reload()
  await heading(/^Butter croissants/i)
  await page.goBack()
  await heading('Bakery')
  expect(new URL(page.url()).pathname).toBe('/c/bakery')
})
