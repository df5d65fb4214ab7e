import { test as base, expect } from 'vitest'
import { findNginx } from '../support/nginx.ts'
import { test, useShop } from './support/shop.ts'
import { fillAddress, orderButton, ordersOf } from './support/shopper.ts'

const behindNginx = await findNginx()
const shop = useShop({}, { behindNginx })

const run = behindNginx ? test : base.skip
run(
  'through nginx and two nodes, on a tablet with a slow network, a guest logs in at the checkout and orders once',
  async () => {
    const ada = await shop.person({ name: 'Ada' })
    const { page, context, slow } = await shop.visit('/', { device: 'tablet' })
    await slow({ latencyMs: 300, kbps: 1_000 })
    const servedBy = new Set<string | undefined>()
    context.on('response', (response) => void servedBy.add(response.headers()['x-served-by']))
    await page.getByRole('link', { name: 'Bananas, bunch of 5' }).first().click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('button', { name: 'Cart, 1 item' }).click()
    await page.getByRole('link', { name: 'Go to checkout' }).click()
    await page.getByLabel('E-mail address').fill(ada.email)
    await page.getByLabel('Password').fill(ada.password)
    await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
    await fillAddress(page)
    await page.reload()
    await orderButton(page).dblclick()
    await page.getByRole('heading', { name: 'Thank you, Ada!' }).waitFor()
    expect(await ordersOf(shop, ada)).toHaveLength(1)
    // Both nodes, and nginx itself for the files.
    expect(servedBy.size).toBe(3)
  },
)
