import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { changeRole } from '../../server/accounts/change-role.ts'
import { parseSigningKeys } from '../../server/platform/access-token.ts'
import { createLog } from '../../server/platform/log.ts'
import { createPool } from '../../server/platform/postgres.ts'
import { createSessions } from '../../server/platform/session.ts'
import { openBrowser, signUp } from '../support/browser.ts'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

const [ours, next] = [keyPair('ours'), keyPair('next')]
let shop: TestShop
beforeAll(async () => {
  shop = await startShop({ JWT_KEYS: JSON.stringify([ours.setting]) })
})
afterAll(() => shop.close())
afterEach(() => {
  vi.useRealTimers()
})

const me = (token: string, node: Pick<TestShop, 'app'> = shop) =>
  node.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })

/** Waits until a node answers so, for at most `ms`, and tells how long it took. */
async function takesUntil(status: number, ms: number, ask: () => Promise<{ statusCode: number }>) {
  const begun = performance.now()
  while ((await ask()).statusCode !== status) {
    if (performance.now() - begun > ms) throw new Error(`It is not ${status} after ${ms} ms`)
    await pause(20)
  }
}

test('S21 S22 S23 S24 S25 a token that is not exactly one of ours: 401', async () => {
  const { token } = await signIn(shop)
  const [header, claims] = token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  expect((await me(token)).statusCode).toBe(200)
  expect((await me(forge(header, claims, ours.privateKey))).statusCode).toBe(200)

  const thief = keyPair('ours')
  const hmac = (input: string) => createHmac('sha256', ours.setting.publicKey).update(input).digest()
  const hour = 3600
  const forged: Record<string, string> = {
    'S21 alg none': `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
    'S21 alg None': `${encode({ ...header, alg: 'None' })}.${encode(claims)}.${token.split('.')[2]}`,
    'S21 no signature': `${token.split('.', 2).join('.')}.`,
    'S22 HS256 keyed with our public key': forge({ ...header, alg: 'HS256' }, claims, hmac),
    'S23 an unknown kid': forge({ ...header, kid: 'another' }, claims, ours.privateKey),
    'S23 a path as kid': forge({ ...header, kid: '../../../dev/null' }, claims, ours.privateKey),
    'S23 no kid': forge({ alg: header.alg, typ: header.typ }, claims, ours.privateKey),
    'S24 a key of the sender': forge(header, claims, thief.privateKey),
    'S24 jwk': forge({ ...header, jwk: thief.publicKey.export({ format: 'jwk' }) }, claims, thief.privateKey),
    'S24 jku': forge({ ...header, jku: 'https://evil.example/jwks.json' }, claims, ours.privateKey),
    'S25 expired': forge(
      header,
      { ...claims, iat: claims.iat - hour, exp: claims.exp - hour },
      ours.privateKey,
    ),
    'S25 no expiry': forge(header, { ...claims, exp: undefined }, ours.privateKey),
    'S25 another issuer': forge(header, { ...claims, iss: 'evil' }, ours.privateKey),
    'S25 no issuer': forge(header, { ...claims, iss: undefined }, ours.privateKey),
    'S25 another audience': forge(header, { ...claims, aud: 'another shop' }, ours.privateKey),
    'S25 another type': forge({ ...header, typ: 'JWT' }, claims, ours.privateKey),
    'S25 an edited payload': [encode(header), encode({ ...claims, role: 'admin' }), token.split('.')[2]].join(
      '.',
    ),
    'no token at all': 'Bearer',
    'three dots': '...',
    'not JSON': `${Buffer.from('{').toString('base64url')}.e30.e30`,
    'null as header': `${encode(null)}.e30.e30`,
  }
  for (const [what, one] of Object.entries(forged)) {
    const answer = await me(one)
    expect([what, answer.statusCode, answer.json().code]).toEqual([what, 401, 'token_invalid'])
  }
})

test('S26 keys rotate node by node without a spurious 401', async () => {
  const { token } = await signIn(shop)
  const introduced = await shop.again({ JWT_KEYS: JSON.stringify([ours.setting, next.setting]) })
  const rotated = await shop.again({ JWT_KEYS: JSON.stringify([next.setting, ours.setting]) })
  expect((await me(token, rotated)).statusCode).toBe(200)
  const { token: newToken } = await signIn({ ...shop, ...rotated })
  expect((await me(newToken, introduced)).statusCode).toBe(200)
  expect((await me(newToken, rotated)).statusCode).toBe(200)
  const done = await shop.again({ JWT_KEYS: JSON.stringify([next.setting]) })
  expect((await me(newToken, done)).statusCode).toBe(200)
  expect((await me(token, done)).statusCode).toBe(401)
})

test("S27 an access token lives 15 minutes of PostgreSQL's clock, whatever this machine's says", async () => {
  const { email, password } = await signUp(shop)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3600_000 })
  await pause(600)
  const login = await openBrowser(shop).post('/api/userLogin', { email, password })
  const [clock] = await shop.sql<{ now: Date }>('select now() as now')
  const lifeMs = Date.parse(login.json().expiresAt) - (clock as { now: Date }).now.getTime()
  expect(lifeMs).toBeGreaterThan(14.9 * 60_000)
  expect(lifeMs).toBeLessThanOrEqual(15 * 60_000)
  expect((await me(login.json().token)).statusCode).toBe(200)
})

test('S29 a logout is effective on another node within a second, and on the own at once', async () => {
  const other = await shop.again()
  await pause(500)
  const { browser } = await signUp(shop)
  const token = browser.token as string
  expect((await me(token, other)).statusCode).toBe(200)
  await browser.post('/api/logout')
  expect((await me(token)).statusCode).toBe(401)
  await takesUntil(401, 1_000, () => me(token, other))
})

test('S29 a revocation whose transaction commits late, after younger ones, is seen all the same', async () => {
  const [slow, quick] = [await signIn(shop), await signIn(shop)]
  const end = `insert into revocations (session_id, through_epoch) values ($1, 1)`
  await shop.context.db.transaction(async (tx) => {
    await tx.query({ text: end, values: [slow.sessionId] })
    await shop.sql(end, [quick.sessionId])
    await takesUntil(401, 1_000, () => me(quick.token))
    await pause(900)
    expect((await me(slow.token)).statusCode).toBe(200)
  })
  await takesUntil(401, 1_000, () => me(slow.token))
})

test('S29 a list older than a second is no list: PostgreSQL is asked about the session, and when it is away, nobody gets in', async () => {
  const { token, sessionId } = await signIn(shop)
  const nowhere = createPool({ url: 'postgres://127.0.0.1:1/nothing', size: 1, name: 'nowhere' })
  const keys = parseSigningKeys(JSON.stringify([ours.setting]))
  const log = createLog({ level: 'silent', name: 'test' })
  const cutOff = createSessions({ keys, db: nowhere, listDb: nowhere, log })
  const asking = createSessions({ keys, db: shop.context.db, listDb: nowhere, log })
  try {
    expect(await asking.authenticate(token)).toMatchObject({ sessionId })
    await expect(cutOff.authenticate(token)).rejects.toMatchObject({ status: 503 })
    await shop.sql('update sessions set ended_at = now() where id = $1', [sessionId])
    await expect(asking.authenticate(token)).rejects.toMatchObject({ status: 401 })
  } finally {
    await Promise.all([asking.close(), cutOff.close()])
    await nowhere.close()
  }
})

test('S30 a lost role is effective within a second on all nodes, and the session lives on', async () => {
  const other = await shop.again()
  await pause(500)
  const { browser, email, user } = await signUp(shop)
  const change = (role: 'customer' | 'admin') =>
    changeRole(shop.context, { email, role, actorId: null, requestId: null })
  await change('admin')
  expect((await browser.get('/api/me')).statusCode).toBe(401)
  expect((await browser.post('/api/refresh')).statusCode).toBe(200)
  const token = browser.token as string
  const orders = (node: Pick<TestShop, 'app'>) =>
    node.app.inject({ url: '/api/admin/orders', headers: { authorization: `Bearer ${token}` } })
  expect((await orders(other)).statusCode).toBe(200)

  await change('customer')
  expect((await orders(shop)).statusCode).toBe(401)
  await takesUntil(401, 1_000, () => orders(other))
  expect((await browser.post('/api/refresh')).statusCode).toBe(200)
  expect((await browser.get('/api/me')).json()).toMatchObject({ id: user.id, role: 'customer' })
  expect((await browser.get('/api/admin/orders')).statusCode).toBe(403)
  const audit = 'select detail from audit_log where subject_id = $1 order by id'
  expect(await shop.sql(audit, [user.id])).toEqual([
    { detail: { role: 'admin' } },
    { detail: { role: 'customer' } },
  ])
})

test('S30 refreshes that race a change of role never bring the old role back', async () => {
  const { browser, email } = await signUp(shop)
  const tokens: string[] = []
  let changing = true
  const refreshing = (async () => {
    while (changing) {
      await browser.post('/api/refresh')
      tokens.push(browser.token as string)
    }
  })()
  for (const role of ['admin', 'customer', 'admin', 'customer'] as const) {
    await changeRole(shop.context, { email, role, actorId: null, requestId: null })
    await pause(15)
  }
  changing = false
  await refreshing
  for (const token of tokens) {
    const answer = await shop.app.inject({
      url: '/api/admin/orders',
      headers: { authorization: `Bearer ${token}` },
    })
    expect([401, 403]).toContain(answer.statusCode)
  }
})

function keyPair(kid: string) {
  const pair = generateKeyPairSync('ed25519')
  const setting = {
    kid,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
  return { ...pair, setting }
}

function forge(header: object, claims: object, key: KeyObject | ((input: string) => Buffer)) {
  const input = `${encode(header)}.${encode(claims)}`
  const signature = typeof key === 'function' ? key(input) : sign(null, Buffer.from(input), key)
  return `${input}.${signature.toString('base64url')}`
}

function encode(part: unknown) {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
