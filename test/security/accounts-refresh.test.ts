import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, goodPassword, openBrowser, signUp } from '../support/browser.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('S28 within 10 s the direct predecessor gets the same successor again', async () => {
  const { browser } = await signUp(shop)
  const tab = openBrowser(shop, browser)
  expect((await browser.post('/api/refresh')).statusCode).toBe(200)
  expect((await tab.post('/api/refresh')).statusCode).toBe(200)
  expect(tab.cookies.refresh).toBe(browser.cookies.refresh)
  expect((await tab.get('/api/me')).statusCode).toBe(200)
  expect((await browser.post('/api/refresh')).statusCode).toBe(200)
})

test('S28 later than that, the predecessor ends the whole family', async () => {
  const { browser, user } = await signUp(shop)
  const thief = openBrowser(shop, browser)
  await browser.post('/api/refresh')
  await shop.sql("update sessions set rotated_at = now() - interval '11 seconds' where user_id = $1", [
    user.id,
  ])
  await familyEnds(thief, browser)
})

test('S28 an older member ends the whole family, also within 10 s', async () => {
  const { browser } = await signUp(shop)
  const thief = openBrowser(shop, browser)
  await browser.post('/api/refresh')
  await browser.post('/api/refresh')
  await familyEnds(thief, browser)
})

async function familyEnds(thief: Browser, browser: Browser) {
  expect((await thief.post('/api/refresh')).json()).toMatchObject({ status: 401, code: 'session_ended' })
  expect(thief.cookies.refresh).toBeUndefined()
  expect((await browser.get('/api/me')).statusCode).toBe(401)
  expect((await browser.post('/api/refresh')).statusCode).toBe(401)
}

test('S28 a session that nobody renewed for 30 days is over', async () => {
  const { browser, user } = await signUp(shop)
  await shop.sql("update sessions set expires_at = expires_at - interval '30 days' where user_id = $1", [
    user.id,
  ])
  expect((await browser.post('/api/refresh')).statusCode).toBe(401)
})

test('I20 twenty parallel refreshes leave one live member', async () => {
  const { browser, user } = await signUp(shop)
  const tabs = Array.from({ length: 20 }, () => openBrowser(shop, browser))
  const answers = await Promise.all(tabs.map((tab) => tab.post('/api/refresh')))
  expect(answers.map((answer) => answer.statusCode)).toEqual(new Array(20).fill(200))
  expect(new Set(tabs.map((tab) => tab.cookies.refresh)).size).toBe(1)
  expect(await shop.sql('select generation, ended_at from sessions where user_id = $1', [user.id])).toEqual([
    { generation: 2, ended_at: null },
  ])
  expect((await (tabs[7] as Browser).post('/api/refresh')).statusCode).toBe(200)
})

test('S31 no script and no other site gets at the cookies, and nothing else is in them', async () => {
  const secure = await startShop({ PUBLIC_URL: 'https://shop.example' })
  try {
    const { browser, email, password } = await signUp(secure)
    const answers = [
      await secure.app.inject({
        method: 'POST',
        url: '/api/userRegister',
        payload: { name: 'Ada', email, password },
      }),
      await secure.app.inject({ method: 'POST', url: '/api/userLogin', payload: { email, password } }),
      await browser.post('/api/refresh'),
    ]
    for (const { cookies } of answers)
      expect(cookies).toEqual([
        {
          name: expect.stringMatching(/^(refresh|registration)$/),
          value: expect.any(String),
          path: '/api',
          maxAge: expect.any(Number),
          httpOnly: true,
          secure: true,
          sameSite: 'Strict',
        },
      ])
  } finally {
    await secure.close()
  }
  const login = await signUp(shop).then(({ email }) =>
    openBrowser(shop).post('/api/userLogin', { email, password: goodPassword }),
  )
  expect(login.cookies[0]).not.toHaveProperty('secure')
})
