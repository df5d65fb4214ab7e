import { expect } from 'vitest'
import { lookAt } from './support/look-at.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

const pages = {
  home: '/',
  category: '/c/bakery',
  search: '/search?q=orange',
  'nothing found': '/search?q=xyzzy',
}
for (const [name, path] of Object.entries(pages)) {
  test(`${name}: axe finds nothing, in either colour scheme`, async () => {
    const { page } = await shop.visit(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await lookAt(page, name)
  })
}

test('filters and sort are in the address: a reload and the way back keep them', async () => {
  const { page } = await shop.visit('/search?q=o')
  await page.getByLabel('Category').selectOption('Drinks')
  await page.getByLabel('Sort by').selectOption('Price, high to low')
  await expect.poll(() => new URL(page.url()).search).toBe('?q=o&category=drinks&sort=-price')
  const names = () => page.getByRole('main').getByRole('heading', { level: 3 }).allTextContents()
  await page.reload()
  await expect.poll(names).not.toEqual([])
  const found = await names()
  await page.getByRole('heading', { level: 3 }).last().click()
  await page.getByRole('button', { name: /^(Add to cart)$/ }).waitFor()
  await page.goBack()
  await expect.poll(names).toEqual(found)
  expect(await page.getByLabel('Sort by').inputValue()).toBe('-price')
})

test('more of a list is shown on demand, and the way back leads to the same place', async () => {
  const { page } = await shop.visit('/')
  const cards = page.getByRole('main').getByRole('heading', { level: 3 })
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect.poll(() => cards.count()).toBe(48)
  await cards.nth(40).click()
  await page.getByRole('button', { name: 'Add to cart' }).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await expect.poll(() => cards.count()).toBe(48)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
})

test('what comes with the page is not asked for again', async () => {
  const { page, context } = await shop.visit('/robots.txt')
  const asked: string[] = []
  context.on('request', (request) => {
    if (['fetch', 'xhr'].includes(request.resourceType())) asked.push(new URL(request.url()).pathname)
  })
  for (const path of ['/', '/c/fruit', '/p/bananas']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
  }
  expect(asked).toEqual([])
})
