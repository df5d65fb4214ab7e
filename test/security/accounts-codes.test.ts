import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashCookie, newCode } from '../../server/accounts/codes.ts'
import { createLog } from '../../server/platform/log.ts'
import { createPasswords } from '../../server/platform/passwords.ts'
import { unseal } from '../../server/platform/seal.ts'
import { type Browser, goodPassword, newAddress, openBrowser, signUp } from '../support/browser.ts'
import { mailsTo, newestCode } from '../support/mailbox-rows.ts'
import { medianMs } from '../support/median.ts'
import { startShop, type TestShop } from '../support/shop.ts'

// bcrypt at its cheapest: these tests are about codes, and race a hundred registrations.
const passwords = createPasswords({
  pepper: 'a pepper for tests, 32 bytes long',
  cost: 4,
  maxWaitMs: 60_000,
})
const lines: string[] = []
let shop: TestShop
beforeAll(async () => {
  const log = createLog({ level: 'trace', name: 'test', destination: { write: (line) => lines.push(line) } })
  shop = await startShop({}, { passwords, log })
})
afterAll(() => shop.close())

async function register(email = newAddress(), password = goodPassword) {
  const browser = openBrowser(shop)
  const answer = await browser.post('/api/userRegister', { name: 'Ada', email, password })
  return { browser, email, answer }
}
const verify = (browser: Browser, email: string, otp: string) =>
  browser.post('/api/verify-otp', { email, otp })
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const usersOf = (email: string) =>
  shop.sql<{ id: string }>('select id from users where lower(email_key) = $1', [email])
const later = (email: string, interval: string) =>
  shop.sql('update code_mails set sent_at = sent_at - $2::interval where email_key = $1', [email, interval])

test('S07 registering a known address: the same answer in the same time, and only its owner is told', async () => {
  const { email } = await signUp(shop)
  const known = await register(email)
  const unknown = await register()
  expect(known.answer.statusCode).toBe(unknown.answer.statusCode)
  expect(known.answer.body).toBe(unknown.answer.body)
  expect(known.answer.cookies.map(({ value, ...flags }) => [value.length, flags])).toEqual(
    unknown.answer.cookies.map(({ value, ...flags }) => [value.length, flags]),
  )
  expect((await mailsTo(shop, email)).at(-1)).toEqual({
    kind: 'address_known',
    payload: { name: 'Ada' },
    code: undefined,
  })
  expect(await usersOf(email)).toHaveLength(1)
  const owners = [email, (await signUp(shop)).email, (await signUp(shop)).email]
  const times = await medianMs(15, {
    known: (i) => register(owners[i % 3]),
    unknown: () => register(),
  })
  expect(times.known / times.unknown).toBeGreaterThan(0.5)
  expect(times.known / times.unknown).toBeLessThan(2)
})

test('S08 forgot and resend: the same answer in the same time whether the address is known', async () => {
  const { email } = await signUp(shop)
  const waiting = (await register()).email
  const told = new Set<string>()
  const ask = (url: string, address: string) => async () => {
    const answer = await openBrowser(shop).post(url, { email: address })
    told.add(`${url} ${answer.statusCode} ${answer.body} ${answer.cookies.length}`)
  }
  const times = await medianMs(5, {
    forgotKnown: ask('/api/forgot-password', email),
    forgotUnknown: ask('/api/forgot-password', newAddress()),
    resendKnown: ask('/api/resend-otp', waiting),
    resendUnknown: ask('/api/resend-otp', newAddress()),
  })
  expect(told.size).toBe(2)
  for (const ms of Object.values(times)) expect(ms).toBeGreaterThanOrEqual(149)
  expect(Math.max(...Object.values(times)) - Math.min(...Object.values(times))).toBeLessThan(40)
})

test('S15 codes are six digits, each as likely as any other', () => {
  const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0))
  for (let i = 0; i < 20_000; i++) {
    const code = newCode()
    expect(code).toMatch(/^\d{6}$/)
    for (const [place, digit] of [...code].entries()) tally(counts[place] as number[], Number(digit))
  }
  function tally(digits: number[], digit: number) {
    digits[digit] = (digits[digit] ?? 0) + 1
  }
  // 2,000 of each are expected; six standard deviations are 255.
  for (const count of counts.flat()) expect(Math.abs(count - 2_000)).toBeLessThan(255)
})

test("S16 a code lives ten minutes by PostgreSQL's clock", async () => {
  const { browser, email } = await register()
  const [row] = await shop.sql<{ seconds: number }>(
    'select extract(epoch from code_expires_at - created_at)::int as seconds from registrations where email = $1',
    [email],
  )
  expect(row?.seconds).toBe(600)
  await shop.sql("update registrations set code_expires_at = now() - interval '1 second' where email = $1", [
    email,
  ])
  expect((await verify(browser, email, await newestCode(shop, email))).json()).toMatchObject({
    status: 400,
    code: 'otp_invalid',
  })
  expect(await usersOf(email)).toEqual([])
})

test('S17 I19 a code works once under 50 parallel tries', async () => {
  const { browser, email } = await register()
  const code = await newestCode(shop, email)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => verify(openBrowser(shop, browser), email, code)),
  )
  expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1)
  expect(answers.filter((answer) => answer.statusCode === 400)).toHaveLength(49)
  const [user] = await usersOf(email)
  expect(await shop.sql('select 1 from sessions where user_id = $1', [user?.id])).toHaveLength(1)
  expect(await shop.sql('select 1 from outbox where key = $1', [user?.id])).toHaveLength(1)
})

test('S18 five wrong tries burn a code, also when fifty come at once; a new one voids the old', async () => {
  const { browser, email } = await register()
  const first = await newestCode(shop, email)
  await Promise.all(
    Array.from({ length: 50 }, () => verify(openBrowser(shop, browser), email, wrongFor(first))),
  )
  expect(await shop.sql('select code_tries from registrations where email = $1', [email])).toEqual([
    { code_tries: 5 },
  ])
  expect((await verify(browser, email, first)).statusCode).toBe(400)
  await browser.post('/api/resend-otp', { email })
  const second = await newestCode(shop, email)
  expect((await mailsTo(shop, email)).map(({ kind }) => kind)).toEqual(['code', 'code'])
  if (second !== first) expect((await verify(browser, email, first)).statusCode).toBe(400)
  expect(await usersOf(email)).toEqual([])
  expect((await verify(browser, email, second)).statusCode).toBe(200)
})

test('S18 a reset code burns after five wrong tries, and the password stays', async () => {
  const { email, password } = await signUp(shop)
  await openBrowser(shop).post('/api/forgot-password', { email })
  const code = await newestCode(shop, email)
  const reset = (otp: string) =>
    openBrowser(shop).post('/api/reset-password', { email, otp, password: 'another fine password' })
  await Promise.all(Array.from({ length: 20 }, () => reset(wrongFor(code))))
  expect((await reset(code)).json()).toMatchObject({ status: 400, code: 'otp_invalid' })
  expect((await openBrowser(shop).post('/api/userLogin', { email, password })).statusCode).toBe(200)
})

test('S17 I19 a reset code works once under 50 parallel tries', async () => {
  const { email } = await signUp(shop)
  await openBrowser(shop).post('/api/forgot-password', { email })
  const otp = await newestCode(shop, email)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      openBrowser(shop).post('/api/reset-password', { email, otp, password: `a fine password, number ${i}` }),
    ),
  )
  const won = answers.flatMap(({ statusCode }, i) => (statusCode === 204 ? [i] : []))
  expect(won).toHaveLength(1)
  expect((await mailsTo(shop, email)).filter(({ kind }) => kind === 'password_changed')).toHaveLength(1)
  const password = `a fine password, number ${won[0]}`
  expect((await openBrowser(shop).post('/api/userLogin', { email, password })).statusCode).toBe(200)
})

test('S19 one resend a minute and five an hour, also when fifty ask at once', async () => {
  const { browser, email } = await register()
  const resend = () => browser.post('/api/resend-otp', { email })
  const sent = async () => (await mailsTo(shop, email)).length
  await Promise.all(Array.from({ length: 50 }, resend))
  expect(await sent()).toBe(2)
  for (let i = 0; i < 6; i++) {
    await later(email, '61 seconds')
    expect((await resend()).statusCode).toBe(202)
  }
  expect(await sent()).toBe(6)
  await later(email, '55 minutes')
  await resend()
  expect(await sent()).toBe(7)
})

test('S19b whoever registers an address of somebody else, before or after them, gains nothing', async () => {
  const email = newAddress()
  const before = await register(email, 'password of a stranger')
  const owner = await register(email, goodPassword)
  const ownCode = await newestCode(shop, email)
  const after = await register(email, 'password of another stranger')

  // The owner's code does nothing for the strangers, and without a cookie nobody can tell whose it is.
  for (const { browser } of [before, after])
    expect((await verify(browser, email, ownCode)).statusCode).toBe(400)
  const newest = await newestCode(shop, email)
  for (const otp of [ownCode, newest]) {
    const refused = await verify(openBrowser(shop), email, otp)
    expect(refused.json()).toMatchObject({ code: 'otp_invalid', detail: expect.stringContaining('browser') })
  }
  // Nor does the owner confirm a stranger's password by entering the stranger's code.
  expect((await verify(owner.browser, email, newest)).statusCode).toBe(400)
  expect(await usersOf(email)).toEqual([])

  expect((await verify(owner.browser, email, ownCode)).statusCode).toBe(200)
  expect((await verify(after.browser, email, newest)).statusCode).toBe(400)
  expect(await usersOf(email)).toHaveLength(1)
  const logIn = (password: string) => openBrowser(shop).post('/api/userLogin', { email, password })
  expect((await logIn('password of a stranger')).statusCode).toBe(401)
  expect((await logIn('password of another stranger')).statusCode).toBe(401)
  expect((await logIn(goodPassword)).statusCode).toBe(200)
})

test('S19b a known address gets a cookie whose registration no code completes', async () => {
  const { email } = await signUp(shop)
  const { browser } = await register(email)
  expect(browser.cookies.registration).toMatch(/^[\w-]{43}$/)
  for (const otp of ['000000', '123456']) expect((await verify(browser, email, otp)).statusCode).toBe(400)
  expect(
    await shop.sql('select code_hash from registrations where cookie_hash = $1', [
      hashCookie(browser.cookies.registration as string),
    ]),
  ).toEqual([{ code_hash: null }])
})

test('S20 no code, password, token or cookie is readable in a table or a log line, and no answer carries a code', async () => {
  const { browser, email, answer } = await register()
  const code = await newestCode(shop, email)
  const verified = await verify(browser, email, code)
  await browser.post('/api/forgot-password', { email })
  const reset = await newestCode(shop, email)
  const tables = [
    'users',
    'registrations',
    'code_mails',
    'password_resets',
    'sessions',
    'revocations',
    'outbox',
    'mails',
  ]
  const stored = await Promise.all(
    tables.map(async (table) => JSON.stringify(await shop.sql(`select t::text from ${table} t`))),
  )
  const everything = [...stored, ...lines].join('\n')
  const secrets = [goodPassword, verified.json().token, ...answer.cookies.map(({ value }) => value)]
  for (const secret of [...secrets, browser.cookies.refresh as string]) {
    expect(everything).not.toContain(secret)
    expect(everything).not.toContain(Buffer.from(secret).toString('hex'))
  }
  for (const one of [code, reset]) {
    expect(everything).not.toMatch(new RegExp(`(?<![0-9a-f])${one}(?![0-9a-f])`))
    expect(everything).not.toContain(Buffer.from(one).toString('hex'))
  }
  expect(answer.body + verified.body).not.toMatch(new RegExp(`\\b${code}\\b`))
})

test('I18 one account an address under 100 parallel registrations', async () => {
  const email = newAddress()
  const spellings = [email, email.toUpperCase(), ` ${email}`, email.replace('a', 'ａ')]
  const all = await Promise.all(Array.from({ length: 100 }, (_, i) => register(spellings[i % 4])))
  expect(new Set(all.map(({ answer }) => answer.statusCode))).toEqual(new Set([202]))
  const sent = await shop.sql<{ id: string; cookie_hash: Buffer }>(
    'select m.id, r.cookie_hash from code_mails m join registrations r on r.id = m.subject_id where lower(m.email_key) = $1',
    [email],
  )
  expect(sent).toHaveLength(10)

  const answers = await Promise.all(
    sent.map(async ({ id, cookie_hash }) => {
      const owner = all.find(({ browser }) =>
        hashCookie(browser.cookies.registration ?? '').equals(cookie_hash),
      )
      const [mail] = await shop.sql<{ sealed: Buffer }>('select sealed from mails where message_id like $1', [
        `<code.${id}@%`,
      ])
      if (!owner || !mail) throw new Error('a code went to nobody')
      return verify(owner.browser, email, unseal(mail.sealed, shop.context.keys.mail))
    }),
  )
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, ...new Array(9).fill(400)])
  expect(await usersOf(email)).toHaveLength(1)
})

test('a code registered on one node verifies on another, with or without the cookie', async () => {
  const other = await shop.again()
  for (const keepsCookies of [true, false]) {
    const { browser, email } = await register()
    const elsewhere = openBrowser(other, keepsCookies ? browser : {})
    expect((await verify(elsewhere, email, await newestCode(shop, email))).statusCode).toBe(200)
  }
})
