import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/platform/ids.ts'
import { createPasswords } from '../../server/platform/passwords.ts'
import { createRateLimiter } from '../../server/platform/rate-limit.ts'
import { goodPassword, newAddress, openBrowser, signUp } from '../support/browser.ts'
import { mailsTo, newestCode } from '../support/mailbox-rows.ts'
import { medianMs } from '../support/median.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const pepper = 'a pepper for tests, 32 bytes long'
let shop: TestShop
/** A shop whose bcrypt is at its cheapest, where tests race. */
let quick: TestShop
beforeAll(async () => {
  shop = await startShop()
  quick = await startShop({ RATE_LIMIT_FACTOR: '1' }, { passwords: createPasswords({ pepper, cost: 4 }) })
})
afterAll(() => Promise.all([shop.close(), quick.close()]))

/** A user whose password is `goodPassword`, hashed at the shop's cost or another. */
async function addUser(passwords = shop.context.passwords, at = shop) {
  const email = newAddress()
  await at.sql(
    "insert into users (id, email, email_key, name, password_hash) values ($1, $2, $2, 'Ada', $3)",
    [newId(), email, await passwords.hash(goodPassword)],
  )
  return email
}

const logIn = (email: string, password: string, at = shop) =>
  at.app.inject({ method: 'POST', url: '/api/userLogin', payload: { email, password } })

test('S01 S02 eight to 128 code points, whatever they are; 600 bytes are refused before any hashing', async () => {
  const answers = async (password: string) => {
    const email = newAddress()
    const body = { name: 'Ada', email, password }
    const { statusCode } = await openBrowser(shop).post('/api/userRegister', body)
    const rows = await shop.sql('select 1 from registrations where email = $1', [email])
    return [statusCode, rows.length]
  }
  expect(await answers('zq7#mVp')).toEqual([400, 0])
  expect(await answers('zq7#mVp2')).toEqual([202, 1])
  expect(await answers('🦑 '.repeat(64))).toEqual([202, 1])
  expect(await answers(`🦑${'🐙'.repeat(128)}`)).toEqual([400, 0])
  const begun = performance.now()
  expect(await answers('x'.repeat(600))).toEqual([400, 0])
  expect(performance.now() - begun).toBeLessThan(50)
})

test("S03 a common password and the shop's name are refused, and nothing is kept", async () => {
  for (const password of ['password123', 'Tradewind1', 'aaaaaaaaaa']) {
    const email = newAddress()
    const answer = await openBrowser(shop).post('/api/userRegister', { name: 'Ada', email, password })
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'password_weak',
      errors: [{ path: 'password' }],
    })
    expect(await shop.sql('select 1 from registrations where email = $1', [email])).toEqual([])
  }
})

test('S04 every character counts, also after the 72nd byte, and width does not', async () => {
  const long = `${'long passphrase '.repeat(7)}end`
  const { email } = await signUp(shop, { password: long })
  expect((await logIn(email, `${long.slice(0, -1)}D`)).statusCode).toBe(401)
  expect((await logIn(email, long.slice(0, 100))).statusCode).toBe(401)
  expect((await logIn(email, long.replace('end', 'ｅｎｄ'))).statusCode).toBe(200)
})

test('S05 a hash costs 10 or more, and one that cost less is replaced at login', async () => {
  const email = await addUser(createPasswords({ pepper, cost: 5 }))
  const stored = async () =>
    (
      await shop.sql<{ password_hash: string }>('select password_hash from users where email = $1', [email])
    )[0]?.password_hash
  expect(await stored()).toMatch(/^\$2b\$05\$/)
  expect((await logIn(email, 'a wrong password')).statusCode).toBe(401)
  expect(await stored()).toMatch(/^\$2b\$05\$/)
  const atOnce = await Promise.all([1, 2, 3].map(() => logIn(email, goodPassword)))
  expect(atOnce.map((answer) => answer.statusCode)).toEqual([200, 200, 200])
  expect(await stored()).toMatch(/^\$2b\$10\$/)
  expect((await logIn(email, goodPassword)).statusCode).toBe(200)
})

test('S06 an unknown address and a wrong password: the same answer in the same time', async () => {
  const users = await Promise.all([addUser(), addUser(), addUser()])
  const bodies = new Set<string>()
  const times = await medianMs(12, {
    unknown: async () => bodies.add(told(await logIn(newAddress(), 'a wrong password'))),
    wrong: async (i) => bodies.add(told(await logIn(users[i % 3] as string, 'a wrong password'))),
  })
  expect([...bodies]).toHaveLength(1)
  expect(times.unknown / times.wrong).toBeGreaterThan(0.6)
  expect(times.unknown / times.wrong).toBeLessThan(1.7)
})

test('S09 more than five failures: 429 with growing Retry-After, for unknown addresses too', async () => {
  for (const email of [await addUser(), newAddress()]) {
    for (let i = 0; i < 5; i++) expect((await logIn(email, `wrong ${i}`)).statusCode).toBe(401)
    const refused = [
      await logIn(email, goodPassword),
      await logIn(email, goodPassword),
      await logIn(email, goodPassword),
    ]
    expect(refused.map((answer) => answer.statusCode)).toEqual([429, 429, 429])
    expect(refused.map((answer) => Number(answer.headers['retry-after']))).toEqual([900, 1800, 3600])
  }
})

test('S09 a login that succeeds forgets the failures before it, and so does a new password by mail', async () => {
  const email = await addUser()
  for (let i = 0; i < 4; i++) await logIn(email, 'wrong')
  expect((await logIn(email, goodPassword)).statusCode).toBe(200)
  for (let i = 0; i < 6; i++) await logIn(email, 'wrong')
  expect((await logIn(email, goodPassword)).statusCode).toBe(429)
  await openBrowser(shop).post('/api/forgot-password', { email })
  const reset = { email, otp: await newestCode(shop, email), password: 'another fine password' }
  expect((await openBrowser(shop).post('/api/reset-password', reset)).statusCode).toBe(204)
  expect((await logIn(email, reset.password)).statusCode).toBe(200)
})

test('S10 fifty parallel wrong logins all count', async () => {
  const email = await addUser(quick.context.passwords, quick)
  const answers = await Promise.all(Array.from({ length: 50 }, () => logIn(email, 'wrong', quick)))
  const codes = answers.map((answer) => answer.statusCode)
  expect(codes.filter((code) => code === 401)).toHaveLength(5)
  expect(codes.filter((code) => code === 429)).toHaveLength(45)
  expect((await logIn(email, goodPassword, quick)).statusCode).toBe(429)
  expect(await quick.sql('select 1 from sessions')).toEqual([])
})

test('S10 parallel wrong logins on several nodes that share the counts all count', async () => {
  const rateLimit = createRateLimiter()
  const first = await startShop({}, { passwords: quick.context.passwords, rateLimit })
  const nodes = [first, await first.again(), await first.again()]
  const email = await addUser(quick.context.passwords, first)
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      (nodes[i % 3] as TestShop).app.inject({
        method: 'POST',
        url: '/api/userLogin',
        payload: { email, password: 'wrong' },
      }),
    ),
  )
  expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(5)
  expect((await logIn(email, goodPassword, first)).statusCode).toBe(429)
  await first.close()
})

test('S10 right logins of one account at once are all let in, also after failures, and leave no count behind', async () => {
  const node = await startShop({}, { passwords: quick.context.passwords })
  const email = await addUser(quick.context.passwords, node)
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) expect((await logIn(email, 'wrong', node)).statusCode).toBe(401)
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(email, goodPassword, node)))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(12).fill(200))
  }
  await node.close()
})

test('S09 S12 a client is counted by its own address, whatever X-Forwarded-For says', async () => {
  const guess = (remoteAddress: string, i: number) =>
    quick.app.inject({
      method: 'POST',
      url: '/api/userLogin',
      remoteAddress,
      headers: { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` },
      payload: { email: newAddress(), password: 'wrong' },
    })
  for (let i = 0; i < 50; i++) expect((await guess('203.0.113.5', i)).statusCode).toBe(401)
  expect((await guess('203.0.113.5', 51)).statusCode).toBe(429)
  expect((await guess('203.0.113.6', 52)).statusCode).toBe(401)
})

test('S13 a new password needs the old one, ends the other sessions, and is told by mail', async () => {
  const { browser, email, password, user } = await signUp(shop)
  const thief = openBrowser(shop)
  await thief.post('/api/userLogin', { email, password })
  const change = { currentPassword: 'not the password', newPassword: 'another fine password' }
  const refused = await thief.post('/api/change-password', change)
  expect(refused.json()).toMatchObject({ status: 400, errors: [{ path: 'currentPassword' }] })
  const weak = { currentPassword: password, newPassword: 'password123' }
  expect((await browser.post('/api/change-password', weak)).json()).toMatchObject({ code: 'password_weak' })
  expect((await mailsTo(shop, email)).map(({ kind }) => kind)).not.toContain('password_changed')
  expect((await thief.get('/api/me')).statusCode).toBe(200)

  const right = { ...change, currentPassword: password }
  expect((await browser.post('/api/change-password', right)).statusCode).toBe(204)
  expect((await thief.get('/api/me')).statusCode).toBe(401)
  expect((await thief.post('/api/refresh')).statusCode).toBe(401)
  expect((await browser.get('/api/me')).json().id).toBe(user.id)
  expect((await mailsTo(shop, email)).at(-1)).toMatchObject({
    kind: 'password_changed',
    payload: { name: 'Ada' },
  })
  expect((await logIn(email, password)).statusCode).toBe(401)
  expect((await logIn(email, right.newPassword)).statusCode).toBe(200)
})

test('a flood of logins is refused at once with 503, and the rest of the shop answers on', async () => {
  const [begun, answered] = [performance.now(), [] as number[]]
  const flood = Array.from({ length: 100 }, async () => {
    const { statusCode, headers } = await logIn(newAddress(), 'wrong')
    if (statusCode === 503) answered.push(performance.now() - begun)
    return [statusCode, headers['retry-after']]
  })
  expect((await shop.app.inject('/healthz')).statusCode).toBe(200)
  const answers = await Promise.all(flood)
  expect(answered.length).toBeGreaterThan(50)
  expect(Math.max(...answered)).toBeLessThan(2_000)
  for (const [status, wait] of answers)
    expect([status, wait]).toEqual(
      status === 503 ? [503, expect.stringMatching(/^[1-9]$/)] : [401, undefined],
    )
})

test('a hundred people register at once, and who logs in meanwhile passes them', async () => {
  // Slow enough that all of them wait, and quick enough for a test.
  const passwords = createPasswords({ pepper, cost: 6, maxWaitMs: 2_000 })
  const node = await startShop({}, { passwords })
  const known = await addUser(passwords, node)
  let registered = 0
  const registering = Array.from({ length: 100 }, async () => {
    const body = { name: 'Ada', email: newAddress(), password: goodPassword }
    const { statusCode } = await openBrowser(node).post('/api/userRegister', body)
    registered++
    return statusCode
  })
  await expect.poll(() => registered, { interval: 1 }).toBeGreaterThan(0)
  expect((await logIn(known, goodPassword, node)).statusCode).toBe(200)
  expect(registered).toBeLessThan(50)
  expect(await Promise.all(registering)).toEqual(Array(100).fill(202))
  await node.close()
})

function told(answer: { statusCode: number; json(): Record<string, unknown> }) {
  const { requestId, ...rest } = answer.json()
  return JSON.stringify([answer.statusCode, rest])
}
