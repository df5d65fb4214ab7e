import { expect } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { lookAt } from './support/look-at.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

test('a wrong code is told and can be typed anew; a new one is sent once a minute', async () => {
  const email = newAddress()
  const { page } = await shop.visit('/register')
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill('12345678')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('alert').getByText('easy to guess').waitFor()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: /^You can ask for a new code in \d+ s$/ }).waitFor()

  const code = await shop.codeFor(email)
  await page.getByLabel('Digit 1 of 6').click()
  await page.keyboard.type(code === '000000' ? '111111' : '000000')
  await page.getByRole('alert').getByText('This code does not work').waitFor()
  await page.getByLabel('Digit 1 of 6').click()
  await page.keyboard.type(code)
  await page.getByRole('link', { name: 'Ada' }).waitFor()
})

test('a forgotten password is set anew by the mailed code', async () => {
  const ada = await shop.person({ name: 'Ada' })
  const { page } = await shop.visit('/login')
  await page.getByRole('heading', { name: 'Log in' }).waitFor()
  await lookAt(page, 'login')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await page.getByRole('heading', { name: 'Forgotten your password?' }).waitFor()
  await lookAt(page, 'forgotten password')
  await page.getByLabel('E-mail address').fill(ada.email)
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('Digit 1 of 6').click()
  await page.keyboard.type(await shop.codeFor(ada.email))
  await page.getByRole('textbox', { name: 'New password' }).fill('another horse battery')
  await lookAt(page, 'new password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByLabel('E-mail address').fill(ada.email)
  await page.getByLabel('Password').fill('another horse battery')
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('link', { name: 'Ada' }).waitFor()
})

test('the account: name, password, other sessions', async () => {
  const ada = await shop.person({ name: 'Ada' })
  await shop.app.inject({
    method: 'POST',
    url: '/api/userLogin',
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/150.0' },
    payload: { email: ada.email, password: ada.password },
  })
  const { page } = await shop.visit('/account', { as: ada })
  await page.getByLabel('Your name').fill('Ada Byron')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Ada Byron' }).waitFor()
  await lookAt(page, 'account')
  await page.getByRole('button', { name: 'End this session: Firefox, Windows' }).click()
  await page.getByRole('status').filter({ hasText: 'The session is ended.' }).waitFor()

  await page.getByLabel('Current password').fill('wrong')
  await page.getByRole('textbox', { name: 'New password' }).fill('another horse battery')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByRole('alert').getByText('The current password is not right').waitFor()
  await page.getByLabel('Current password').fill(ada.password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Your password is changed.').waitFor()
})

test('language and colours are kept for the next visit', async () => {
  const { page } = await shop.visit('/')
  await page.getByLabel('Language').selectOption('Deutsch')
  await page.getByRole('heading', { name: 'Gutes Essen von nah und fern' }).waitFor()
  await page.getByLabel('Farben').selectOption('Dunkel')
  await page.reload()
  await page.getByRole('heading', { name: 'Gutes Essen von nah und fern' }).waitFor()
  expect(
    await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).colorScheme]),
  ).toEqual(['de', 'dark'])
  expect(await page.getByText('5,49').first().textContent()).toBe('5,49\u00a0$')
})
