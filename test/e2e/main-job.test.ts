import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { lookAt } from './support/look-at.ts'
import { test, useShop } from './support/shop.ts'
import { fillAddress, orderButton } from './support/shopper.ts'

const shop = useShop()

test('a guest finds, registers, orders, follows, cancels and orders again, on a phone, with a reload at each step', async () => {
  const { page } = await shop.visit('/', { device: 'phone' })
  const email = newAddress()
  const look = (name: string) => lookAt(page, name)

  await page.getByRole('combobox', { name: 'Search the shop' }).fill('croissan')
  await page.getByRole('option', { name: 'Butter croissants' }).click()
  await page.getByRole('button', { name: 'One more of Butter croissants' }).click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page
    .getByRole('status')
    .filter({ hasText: /Butter croissants.* is in your cart/i })
    .waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Cart, 2 items' }).click()
  await page.getByRole('dialog', { name: 'Your cart' }).getByText('Butter croissants').waitFor()
  await look('cart')

  await page.getByRole('link', { name: 'Go to checkout' }).click()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill('Ada Byron')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill('correct horse battery')
  await look('register')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  await page.reload()
  await look('code')
  await paste(page, 'Digit 1 of 6', await shop.codeFor(email))

  await page.getByRole('heading', { name: 'Where shall it go?' }).waitFor()
  await page.getByLabel('Full name').fill('Ada')
  await page.reload()
  expect(await page.getByLabel('Full name').inputValue()).toBe('Ada')
  await look('checkout-address')
  await fillAddress(page)
  await page.goBack()
  await page.getByRole('heading', { name: 'Where shall it go?' }).waitFor()
  await page.goForward()
  await page.reload()
  await page.getByText('12 Harbour Street').waitFor()
  await look('checkout-review')
  await orderButton(page).click()

  await page.getByRole('heading', { name: 'Thank you, Ada Byron!' }).waitFor()
  // The code, the welcome and the confirmation.
  await expect.poll(() => shop.mails.filter(({ to }) => to.includes(email)).length).toBe(3)
  await page.reload()
  await page.getByRole('button', { name: 'Cart, empty' }).waitFor()
  await look('order')
  await page.getByRole('button', { name: 'Cancel the order' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click()
  await page.getByRole('status').filter({ hasText: 'is cancelled.' }).waitFor()
  expect(await page.getByRole('button', { name: 'Cancel the order' }).count()).toBe(0)

  await page.getByRole('button', { name: 'Order again' }).click()
  await page.getByRole('dialog', { name: 'Your cart' }).getByText('Butter croissants').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Ada Byron' }).click()
  await page.getByRole('link', { name: 'My orders' }).click()
  await page.getByRole('link', { name: /^Open order/ }).waitFor()
  await look('orders')
}, 240_000)

test('the way from the home page to an order needs no mouse', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { page } = await shop.visit('/', { as: ada })
  const { keyboard } = page
  // The server's drawing has the heading too: the app is there once one can search.
  await page.getByLabel('Search the shop').waitFor()

  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expectFocus(page, '')
  await shiftTabTo(page, 'Search the shop')
  await keyboard.type('lemons')
  await page.getByRole('option').first().waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Lemons/ }).waitFor()
  await tabTo(page, 'Add to cart')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Cart, 1 item' }).waitFor()
  await shiftTabTo(page, 'Cart, 1 item')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, /^One more of/)
  await keyboard.press('Space')
  await expect
    .poll(() =>
      page
        .getByRole('dialog')
        .getByLabel(/^Quantity of/)
        .inputValue(),
    )
    .toBe('2')
  await keyboard.press('Escape')
  // In the same moment: what the browser tells of the end of the first must not close the second.
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(100)
  await expectFocus(page, 'Close')
  await tabTo(page, 'Go to checkout')
  await keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Where shall it go?' }).waitFor()
  await tabTo(page, 'Full name')
  for (const value of ['Ada', '12 Harbour Street', '', 'BS1 4QA', 'Bristol', '', 'United Kingdom']) {
    await keyboard.type(value)
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor()
  await tabTo(page, /^Place order for/)
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Thank you, Ada!' }).waitFor()
})

/** As from the clipboard, which a headless browser does not have. */
async function paste(page: Page, label: string, text: string) {
  await page.getByLabel(label).evaluate((input, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

const tabTo = (page: Page, name: string | RegExp) => pressTo(page, 'Tab', name)
const shiftTabTo = (page: Page, name: string | RegExp) => pressTo(page, 'Shift+Tab', name)

async function pressTo(page: Page, key: string, name: string | RegExp) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press(key)
    const focused = await focusedName(page)
    if (typeof name === 'string' ? focused === name : name.test(focused)) return
  }
  throw new Error(`${key} does not lead to ${name}.`)
}

const expectFocus = (page: Page, name: string) => expect.poll(() => focusedName(page)).toBe(name)

/** What a screen reader calls the focused element, by the ways that the shop names things. */
const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null
    const name = focused?.getAttribute('aria-label') ?? focused?.labels?.[0]?.textContent
    return (name ?? (focused?.matches('a, button') ? focused.textContent : '') ?? '').trim()
  })
