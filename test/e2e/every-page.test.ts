import { expect } from 'vitest'
import { expectAccessible } from './support/accessible.ts'
import { screenshots } from './support/screenshots.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

// The pages that no other test looks at by the way.
const pages = {
  product: '/p/butter-croissants',
  'unknown page': '/nowhere',
  'unknown product': '/p/nothing',
  'unknown category': '/c/nothing',
}
for (const [name, path] of Object.entries(pages)) {
  test(`${name}: axe finds nothing, in either colour scheme`, async () => {
    const { page } = await shop.visit(path)
    await page.locator('#main').getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    await screenshots(page, name)
  })
}

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
