import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodPassword, newAddress, openBrowser, signUp } from '../support/browser.ts'
import { mailsTo, newestCode } from '../support/mailbox-rows.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('a person registers, confirms the address, is logged in, and is welcomed by an event', async () => {
  const browser = openBrowser(shop)
  const email = newAddress()
  const registered = await browser.post('/api/userRegister', { name: ' Ada ', email, password: goodPassword })
  expect(registered.statusCode).toBe(202)
  expect(await shop.sql('select 1 from users where email = $1', [email])).toEqual([])
  const verified = await browser.post('/api/verify-otp', { email, otp: await newestCode(shop, email) })
  expect(verified.statusCode).toBe(200)
  const { token, expiresAt, user } = verified.json()
  expect(user).toEqual({ id: user.id, name: 'Ada', email, role: 'customer' })
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  expect(token.split('.')).toHaveLength(3)
  expect((await browser.get('/api/me')).json()).toEqual(user)
  const events = await shop.sql('select topic, key, sequence, payload from outbox where key = $1', [user.id])
  expect(events).toEqual([
    { topic: 'user-verified', key: user.id, sequence: 1, payload: { userId: user.id } },
  ])
})

test('logs in, renames, lists sessions, ends one of them and logs out', async () => {
  const { browser, email, password, user } = await signUp(shop)
  const phone = openBrowser(shop)
  const login = await phone.post(
    '/api/userLogin',
    { email: email.toUpperCase(), password },
    { 'user-agent': 'Phone/1.0' },
  )
  expect(login.json().user).toEqual({ id: user.id, name: 'Ada', email, role: 'customer' })
  expect((await phone.call('PATCH', '/api/me', { name: 'Ada L.' })).json().name).toBe('Ada L.')
  const { items } = (await browser.get('/api/sessions')).json()
  expect(items).toHaveLength(2)
  const other = items.find((session: { current: boolean }) => !session.current)
  expect(other).toMatchObject({ userAgent: 'Phone/1.0', current: false })
  expect((await browser.call('DELETE', `/api/sessions/${other.id}`)).statusCode).toBe(204)
  expect((await phone.get('/api/me')).json()).toMatchObject({ status: 401, code: 'session_ended' })
  expect((await phone.post('/api/refresh')).statusCode).toBe(401)
  expect((await browser.post('/api/logout')).statusCode).toBe(204)
  expect(browser.cookies.refresh).toBeUndefined()
  expect((await browser.get('/api/me')).statusCode).toBe(401)
})

test('a program that keeps no cookies logs out by its access token', async () => {
  const { browser } = await signUp(shop)
  delete browser.cookies.refresh
  expect((await browser.post('/api/logout')).statusCode).toBe(204)
  expect((await browser.get('/api/me')).statusCode).toBe(401)
})

test('ends every session, this one too', async () => {
  const { browser, email, password } = await signUp(shop)
  const phone = openBrowser(shop)
  await phone.post('/api/userLogin', { email, password })
  expect((await browser.call('DELETE', '/api/sessions')).statusCode).toBe(204)
  for (const one of [browser, phone]) {
    expect((await one.get('/api/me')).statusCode).toBe(401)
    expect((await one.post('/api/refresh')).statusCode).toBe(401)
  }
})

test('the right password of an address that is not confirmed: 403, a new code, and a cookie to go on with', async () => {
  const email = newAddress()
  await openBrowser(shop).post('/api/userRegister', { name: 'Ada', email, password: goodPassword })
  const browser = openBrowser(shop)
  const soon = await browser.post('/api/userLogin', { email, password: goodPassword })
  expect(soon.json()).toMatchObject({ status: 403, code: 'not_verified' })
  expect(await mailsTo(shop, email)).toHaveLength(1)
  await shop.sql("update code_mails set sent_at = sent_at - interval '61 seconds' where email_key = $1", [
    email,
  ])
  expect((await browser.post('/api/userLogin', { email, password: goodPassword })).statusCode).toBe(403)
  expect(await mailsTo(shop, email)).toHaveLength(2)
  const verified = await browser.post('/api/verify-otp', { email, otp: await newestCode(shop, email) })
  expect(verified.statusCode).toBe(200)
  const wrong = await browser.post('/api/userLogin', { email: newAddress(), password: goodPassword })
  expect(wrong.json()).toMatchObject({ status: 401, code: 'bad_credentials' })
})

test('sets a new password by a code: every session ends, and the code works once', async () => {
  const { browser, email, password } = await signUp(shop)
  expect((await browser.post('/api/forgot-password', { email })).statusCode).toBe(202)
  const reset = { email, otp: await newestCode(shop, email), password: 'another fine password' }
  expect((await openBrowser(shop).post('/api/reset-password', reset)).statusCode).toBe(204)
  expect((await browser.get('/api/me')).statusCode).toBe(401)
  expect((await openBrowser(shop).post('/api/userLogin', { email, password })).statusCode).toBe(401)
  const again = await openBrowser(shop).post('/api/reset-password', {
    ...reset,
    password: 'a third password',
  })
  expect(again.json()).toMatchObject({ status: 400, code: 'otp_invalid' })
  const login = await openBrowser(shop).post('/api/userLogin', { email, password: reset.password })
  expect(login.statusCode).toBe(200)
  expect((await mailsTo(shop, email)).at(-1)).toMatchObject({ kind: 'password_changed' })
})

test('an error of the web app is logged without what is personal', async () => {
  const lines: string[] = []
  const { createLog } = await import('../../server/platform/log.ts')
  const log = createLog({ level: 'info', name: 'test', destination: { write: (line) => lines.push(line) } })
  const other = await startShop({}, { log })
  try {
    const answer = await other.app.inject({
      method: 'POST',
      url: '/api/client-errors',
      payload: {
        message: 'boom for ada@example.com',
        stack: 'at f (https://shop.example/x.js?token=abc:1:2)',
        url: 'https://shop.example/orders?email=ada@example.com#me',
      },
    })
    expect(answer.statusCode).toBe(204)
    const line = lines.find((one) => one.includes('boom')) ?? ''
    expect(JSON.parse(line).clientError).toMatchObject({ page: 'https://shop.example/orders' })
    expect(line).not.toMatch(/ada@|token=abc/)
  } finally {
    await other.close()
  }
})
