import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { lookAt } from './support/look-at.ts'
import type { Person } from './support/people.ts'
import { test, useShop } from './support/shop.ts'
import { fillAddress, fillCart, orderButton, ordersOf, productBySlug } from './support/shopper.ts'

const shop = useShop()

/** Somebody at the review step, with so many of some products. */
async function atReview(lines: Record<string, number> = { bananas: 1 }) {
  const ada = await shop.person({ name: 'Ada' })
  await fillCart(shop, ada, lines)
  const visitor = await shop.visit('/checkout', { as: ada })
  await fillAddress(visitor.page)
  return { ada, ...visitor }
}

const thanked = (page: Page) => page.getByRole('heading', { name: 'Thank you, Ada!' }).waitFor()
const expectOneOrder = async (ada: Person) => expect(await ordersOf(shop, ada)).toHaveLength(1)

test('I8 a double click orders once', async () => {
  const { ada, page } = await atReview()
  await orderButton(page).dblclick()
  await thanked(page)
  await expectOneOrder(ada)
})

test('I8 an answer that is lost is asked for again, by the same key', async () => {
  const { ada, page } = await atReview()
  const keys: (string | undefined)[] = []
  await page.route('**/products/placeorder', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await orderButton(page).click()
  await thanked(page)
  expect(new Set(keys).size).toBe(1)
  await expectOneOrder(ada)
})

test('I8 a tab that is closed while it orders has its order when it is opened again', async () => {
  const { ada, page, context } = await atReview()
  await page.route('**/products/placeorder', async (route) => void (await route.fetch()))
  await orderButton(page).click()
  await expect.poll(() => ordersOf(shop, ada)).toHaveLength(1)
  await page.close()
  const again = await context.newPage()
  await again.goto('/checkout')
  await thanked(again)
  await expectOneOrder(ada)
})

test('sold out: the line and what is left of it are named, and one click adapts the cart', async () => {
  const { ada, page } = await atReview({ strawberries: 3, bananas: 1 })
  const { id, name, stock } = await productBySlug(shop, 'strawberries')
  const admin = await shop.person({ role: 'admin' })
  await shop.app.inject({
    method: 'POST',
    url: `/products/${id}/stock`,
    headers: admin.headers,
    payload: { delta: 2 - stock, reason: 'spoiled' },
  })
  await orderButton(page).click()
  await page.getByRole('alert').getByText(`${name}: 2 left, you asked for 3.`).waitFor()
  expect(await ordersOf(shop, ada)).toEqual([])
  await lookAt(page, 'checkout sold out')
  await page.getByRole('button', { name: 'Adapt my cart' }).click()
  await page.getByText('Your cart holds what is there now.').waitFor()
  await orderButton(page).click()
  await thanked(page)
  await page.getByText('2 ×').waitFor()
})

test('I23 price changed: the old and the new one are told, and one click takes the new one', async () => {
  const { ada, page } = await atReview({ bananas: 2 })
  const { id, version } = await productBySlug(shop, 'bananas')
  const admin = await shop.person({ role: 'admin' })
  await shop.app.inject({
    method: 'PATCH',
    url: `/products/${id}`,
    headers: { ...admin.headers, 'if-match': `"${version}"` },
    payload: { price: '2.50' },
  })
  await orderButton(page).click()
  await page.getByText('You saw $3.98, now it is $5.00. Nothing was ordered.').waitFor()
  await lookAt(page, 'checkout price changed')
  await page.getByRole('button', { name: 'Order for $5.00', exact: true }).click()
  await thanked(page)
  expect((await ordersOf(shop, ada))[0]?.total_minor).toBe(500)
})

test('offline: it is said, nothing is lost, and the order is placed once the connection is back', async () => {
  const { ada, page, offline } = await atReview()
  await offline()
  await page.getByRole('status').filter({ hasText: 'You are offline.' }).waitFor()
  await orderButton(page).click()
  await page.getByRole('alert').getByText('You are offline', { exact: true }).waitFor()
  await lookAt(page, 'checkout offline')
  await offline(false)
  await orderButton(page).click()
  await thanked(page)
  await expectOneOrder(ada)
})

test('the session is over: what was typed is still there after a new login, over the page', async () => {
  const ada = await shop.person({ name: 'Ada' })
  await fillCart(shop, ada, { bananas: 1 })
  const { page } = await shop.visit('/checkout', { as: ada })
  await fillAddress(page)
  await shop.app.inject({ method: 'DELETE', url: '/api/sessions', headers: ada.headers })
  await orderButton(page).click()
  const dialog = page.getByRole('dialog', { name: 'Your session is over' })
  await dialog.getByLabel('E-mail address').waitFor()
  await lookAt(page, 'session over')
  await dialog.getByLabel('E-mail address').fill(ada.email)
  await dialog.getByLabel('Password').fill(ada.password)
  await dialog.getByRole('button', { name: 'Log in' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('12 Harbour Street').waitFor()
  await orderButton(page).click()
  await thanked(page)
  await expectOneOrder(ada)
})

test('a quantity that is refused falls back, with a word', async () => {
  const ada = await shop.person({ name: 'Ada' })
  await fillCart(shop, ada, { bananas: 1 })
  const { page, complaints } = await shop.visit('/', { as: ada })
  complaints.allow(/503 for/)
  await page.route('**/products/cartitems/*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"overloaded"}' }),
  )
  await page.getByRole('button', { name: 'Cart, 1 item' }).click()
  await page.getByRole('button', { name: /^One more of/ }).click()
  await page.getByRole('alert').getByText('was not changed: The shop is very busy').waitFor()
  expect(await page.getByLabel(/^Quantity of/).inputValue()).toBe('1')
})
