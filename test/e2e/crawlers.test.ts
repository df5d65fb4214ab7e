import { expect } from 'vitest'
import { addProduct } from '../support/products.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

test('without JavaScript the shop can be read: home, a category, a product', async () => {
  const { page } = await shop.visit('/', { javaScript: false })
  await page.getByRole('link', { name: 'Bakery' }).first().click()
  expect(new URL(page.url()).pathname).toBe('/c/bakery')
  await page.getByRole('heading', { name: 'Bakery', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Butter croissants' }).click()
  await page.getByRole('heading', { level: 1, name: 'Butter croissants' }).waitFor()
  await page.locator('main img').first().waitFor()
  expect(await page.locator('main').textContent()).toMatch(/\$\d+\.\d\d[\s\S]*In stock/)
})

test('S45 a product named </script> is shown by that name, and runs nothing', async () => {
  const name =
    '</script><script>document.title = "taken"</script><img src=x onerror="document.title=\'taken\'">'
  const { id } = await addProduct(shop, { name })
  await shop.context.catalogChanges.poll()
  for (const javaScript of [false, true]) {
    const { page } = await shop.visit(`/p/product-${id}`, { javaScript })
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.title()).toContain(name)
    await page.goto('/')
    await page.getByText(name).first().waitFor()
  }
})
