import type { Page } from 'playwright-core'
import type { Person } from './people.ts'
import type { BrowserShop } from './shop.ts'

/** Puts products of the demo catalogue into somebody's cart, by the API. */
export async function fillCart(shop: BrowserShop, person: Person, lines: Record<string, number>) {
  for (const [slug, quantity] of Object.entries(lines)) {
    const { id } = await productBySlug(shop, slug)
    const answer = await shop.app.inject({
      method: 'POST',
      url: '/products/addtocart',
      headers: person.headers,
      payload: { productId: id, quantity },
    })
    if (answer.statusCode !== 200) throw new Error(`Cannot fill the cart: ${answer.body}`)
  }
}

export async function productBySlug(shop: BrowserShop, slug: string) {
  const answer = await shop.app.inject(`/products/${slug}`)
  return answer.json() as { id: string; name: string; version: number; stock: number }
}

/** Types an address into the checkout and goes on to its review. */
export async function fillAddress(page: Page) {
  for (const [label, value] of Object.entries(address))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Go on to review' }).click()
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor()
}

export const orderButton = (page: Page) => page.getByRole('button', { name: /^Place order for/ })

export const ordersOf = (shop: BrowserShop, person: Person) =>
  shop.sql<{ number: string; total_minor: number }>('select * from orders where user_id = $1', [person.id])

export const address = {
  'Full name': 'Ada Byron',
  'Street and number': '12 Harbour Street',
  'Postal code': 'BS1 4QA',
  Town: 'Bristol',
  Country: 'United Kingdom',
}
