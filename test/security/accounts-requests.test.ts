import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAdmin } from '../../server/accounts/ensure-admin.ts'
import { sweepAccounts } from '../../server/accounts/sweep.ts'
import { goodPassword, newAddress, openBrowser, signUp } from '../support/browser.ts'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test("S34 another's session is not there, and stands as before", async () => {
  const [owner, stranger] = [await signIn(shop), await signIn(shop)]
  const end = (id: string) =>
    shop.app.inject({ method: 'DELETE', url: `/api/sessions/${id}`, headers: stranger.headers })
  for (const id of [owner.sessionId, 'nonsense', '%00', '0'.repeat(200)])
    expect([id, (await end(id)).statusCode]).toEqual([id, 404])
  const answer = await shop.app.inject({ url: '/api/me', headers: owner.headers })
  expect(answer.json()).toMatchObject({ id: owner.id })
  expect(await shop.sql('select 1 from revocations where session_id = $1', [owner.sessionId])).toEqual([])
})

test('S36 unknown and read-only fields are refused, and nothing changes', async () => {
  const { headers, id, name } = await signIn(shop)
  const email = newAddress()
  const bodies: [string, string, object][] = [
    ['POST', '/api/userRegister', { name: 'Ada', email, password: goodPassword, role: 'admin' }],
    ['POST', '/api/userRegister', { name: 'Ada', email, password: goodPassword, verified: true }],
    ['POST', '/api/verify-otp', { email, otp: '123456', role: 'admin' }],
    ['POST', '/api/resend-otp', { email, otp: '123456' }],
    ['POST', '/api/userLogin', { email, password: goodPassword, remember: true }],
    ['POST', '/api/forgot-password', { email, redirect: 'https://evil.example' }],
    ['POST', '/api/reset-password', { email, otp: '123456', password: goodPassword, id }],
    ['POST', '/api/change-password', { currentPassword: 'x', newPassword: goodPassword, id }],
    ['POST', '/api/client-errors', { message: 'x', level: 'fatal' }],
    ['PATCH', '/api/me', { name: 'Eve', role: 'admin' }],
    ['PATCH', '/api/me', { name: 'Eve', email }],
    ['PATCH', '/api/me', { name: 'Eve', id }],
    ['PATCH', '/api/me', { name: ['Eve'] }],
    ['PATCH', '/api/me', { name: '   ' }],
    ['PATCH', '/api/me', { name: 'Eve\r\nBcc: x' }],
    ['PATCH', '/api/me', { name: 'x'.repeat(101) }],
    ['PATCH', '/api/me', {}],
  ]
  for (const [method, url, payload] of bodies) {
    const answer = await shop.app.inject({ method: method as 'POST', url, payload, headers })
    expect([url, payload, answer.statusCode]).toEqual([url, payload, 400])
  }
  expect(await shop.sql('select name, role from users where id = $1', [id])).toEqual([
    { name, role: 'customer' },
  ])
  expect(await shop.sql('select 1 from registrations where email = $1', [email])).toEqual([])
})

test('S20 an address with a line break registers nobody and sends no mail', async () => {
  for (const email of [
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com\n',
    'ada\u0000@example.com',
  ]) {
    const body = { name: 'Ada', email, password: goodPassword }
    expect((await openBrowser(shop).post('/api/userRegister', body)).statusCode).toBe(400)
  }
  expect(await shop.sql("select 1 from mails where recipient ~ 'Bcc' or recipient ~ '^ada'")).toEqual([])
})

test("S49 a state change that another site's page asks for: 403, and the session lives on", async () => {
  const { browser, email, password } = await signUp(shop)
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ]
  for (const headers of foreign) {
    for (const url of ['/api/refresh', '/api/logout', '/api/change-password', '/api/userLogin']) {
      const answer = await browser.post(url, { email, password }, headers)
      expect([headers, url, answer.statusCode, answer.json().code]).toEqual([headers, url, 403, 'cross_site'])
    }
  }
  const { publicUrl } = shop.context.config
  for (const headers of [{ origin: publicUrl }, { 'sec-fetch-site': 'same-origin', origin: publicUrl }, {}])
    expect((await browser.post('/api/refresh', undefined, headers)).statusCode).toBe(200)
})

test('limits per client: 429 with Retry-After, and the next client is not concerned', async () => {
  const strict = await startShop({ RATE_LIMIT_FACTOR: '1' })
  try {
    const report = (remoteAddress: string) =>
      strict.app.inject({
        method: 'POST',
        url: '/api/client-errors',
        remoteAddress,
        payload: { message: 'x' },
      })
    for (let i = 0; i < 30; i++) expect((await report('203.0.113.5')).statusCode).toBe(204)
    const refused = await report('203.0.113.5')
    expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await report('203.0.113.6')).statusCode).toBe(204)
  } finally {
    await strict.close()
  }
})

test('the first admin is made once; nobody who is there is touched', async () => {
  const email = newAddress()
  const admin = { email, password: 'the first password', name: 'Admin' }
  expect(await ensureAdmin(shop.context, admin)).toEqual({ created: true })
  expect(await ensureAdmin(shop.context, { ...admin, password: 'another password' })).toEqual({
    created: false,
  })
  const login = await openBrowser(shop).post('/api/userLogin', { email, password: admin.password })
  expect(login.json().user).toMatchObject({ email, role: 'admin' })
  const customer = await signUp(shop)
  expect(await ensureAdmin(shop.context, { ...admin, email: customer.email })).toEqual({ created: false })
  expect((await customer.browser.get('/api/me')).json().role).toBe('customer')
})

test('a sweep deletes what is of no use any more, and nothing else', async () => {
  const kept = await signUp(shop)
  const gone = await signUp(shop)
  await gone.browser.post('/api/forgot-password', { email: gone.email })
  await gone.browser.post('/api/logout')
  await shop.sql(`
    with a as (update registrations set created_at = created_at - interval '2 days' where email_key = '${gone.email}'),
         b as (update code_mails set sent_at = sent_at - interval '2 days' where email_key = '${gone.email}'),
         c as (update password_resets set created_at = created_at - interval '2 days' where user_id = '${gone.user.id}'),
         d as (update revocations set created_at = created_at - interval '2 hours')
    update sessions set ended_at = ended_at - interval '2 hours' where user_id = '${gone.user.id}'`)
  await sweepAccounts(shop.context.db)
  const left = async (email: string, id: string) =>
    (
      await shop.sql<{ left: number[] }>(
        `select array[
           (select count(*) from registrations where email_key = $1), (select count(*) from code_mails where email_key = $1),
           (select count(*) from password_resets where user_id = $2), (select count(*) from sessions where user_id = $2),
           (select count(*) from users where id = $2)]::int[] as left`,
        [email, id],
      )
    )[0]?.left
  expect(await left(gone.email, gone.user.id)).toEqual([0, 0, 0, 0, 1])
  expect(await left(kept.email, kept.user.id)).toEqual([1, 1, 0, 1, 1])
  expect(await shop.sql('select 1 from revocations')).toEqual([])
  expect((await kept.browser.post('/api/refresh')).statusCode).toBe(200)
})
