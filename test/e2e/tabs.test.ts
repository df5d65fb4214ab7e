import { expect } from 'vitest'
import { test, useShop } from './support/shop.ts'
import { fillCart, productBySlug } from './support/shopper.ts'

const shop = useShop()

test('X9 a guest of two tabs has one cart, and at login it comes along, with a word on what was capped', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { stock } = await productBySlug(shop, 'bananas')
  await fillCart(shop, ada, { bananas: stock - 1, strawberries: 1 })
  const { page, context } = await shop.visit('/p/bananas')
  await page.getByLabel(/^Quantity of/).fill('3')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  const other = await context.newPage()
  await other.goto('/p/strawberries')
  await other.getByRole('button', { name: 'Cart, 3 items' }).waitFor()
  await other.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('button', { name: 'Cart, 4 items' }).waitFor()

  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: `Cart, ${stock + 2} items` }).click()
  await page.getByText('you wanted 3, there was stock for 1 more.').waitFor()
  await other.getByRole('link', { name: 'Ada' }).waitFor()
  expect(await other.evaluate(() => localStorage.getItem('guest-cart'))).toBeNull()
})

test('X9 a cart whose coming along was answered by nothing is not brought in twice', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { page } = await shop.visit('/p/aged-basmati-rice')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('button', { name: 'Cart, 1 item' }).waitFor()
  const { promise: isCut, resolve: cut } = Promise.withResolvers<void>()
  await page.route('**/cartitems/merge', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
    cut()
  })
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('link', { name: 'Ada' }).waitFor()
  await isCut
  await page.unrouteAll({ behavior: 'wait' })
  await page.reload()
  await page.getByRole('button', { name: 'Cart, 1 item' }).waitFor()
  expect(await page.evaluate(() => localStorage.getItem('guest-cart'))).toBeNull()
})

test('a logout in one tab shows in the other', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { page, context } = await shop.visit('/account', { as: ada })
  const other = await context.newPage()
  await other.goto('/orders')
  await other.getByRole('heading', { name: 'My orders' }).waitFor()
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await other.getByRole('heading', { name: 'Please log in' }).waitFor()
})

test('S28 two tabs renew a session once between them, and both go on', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { page, context } = await shop.visit('/orders', { as: ada })
  const other = await context.newPage()
  await other.goto('/orders')
  const tabs = [page, other]
  for (const tab of tabs) await tab.getByText('No orders yet').waitFor()
  let renewals = 0
  context.on('request', (request) => {
    if (request.url().endsWith('/api/refresh')) renewals++
  })
  await page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('session') as string)
    localStorage.setItem('session', JSON.stringify({ ...session, renewAt: 0 }))
  })
  await Promise.all(tabs.map((tab) => tab.reload()))
  for (const tab of tabs) await tab.getByText('No orders yet').waitFor()
  expect(renewals).toBe(1)
})
