import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../server/platform/free-port.ts'
import { expectSound } from '../support/invariants.ts'
import { newestCode } from '../support/mailbox-rows.ts'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { rawConnection } from '../support/raw-http.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
const nodes: { url: string; child: ChildProcess; stop(): Promise<unknown> }[] = []
beforeAll(async () => {
  shop = await startShop()
  await startProcess()
  await startProcess()
})
afterAll(async () => {
  for (const node of nodes) expect(await node.stop()).toEqual([0, null])
  await shop.close()
})

/** `server/api.ts` in a process of its own, on the test's database. */
async function startProcess() {
  const { dataDir, uploadsDir, jwtKeys, passwordPepper, mailKey } = shop.context.config
  const port = await freePort()
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    UPLOADS_DIR: uploadsDir,
    DATABASE_URL: shop.appUrl,
    JWT_KEYS: jwtKeys,
    PASSWORD_PEPPER: passwordPepper,
    MAIL_KEY: mailKey,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    RATE_LIMIT_FACTOR: '1000',
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/api.ts')], {
    env,
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  nodes.push({ url, child, stop })
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
    timeout: 30_000,
    interval: 100,
  })
}

async function call(
  node: number,
  method: string,
  path: string,
  options: { token?: string; body?: object } = {},
) {
  const answer = await fetch(`${nodes[node % nodes.length]?.url}${path}`, {
    method,
    headers: {
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.body && { 'content-type': 'application/json' }),
    },
    ...(options.body && { body: JSON.stringify(options.body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : undefined }
}

test('a code registered on one process verifies on the other, an account at a time', async () => {
  for (let i = 0; i < 10; i++) {
    const email = `two-${i}@example.com`
    const body = { name: 'Two Nodes', email, password: 'correct horse battery staple' }
    expect((await call(i, 'POST', '/api/userRegister', { body })).status).toBe(202)
    const otp = await newestCode(shop, email)
    expect((await call(i + 1, 'POST', '/api/verify-otp', { body: { email, otp } })).body.user).toMatchObject({
      email,
    })
  }
})

test('S29 a logout on one process is effective on the other within a second', async () => {
  const { token } = await signIn(shop)
  expect((await call(1, 'GET', '/api/me', { token })).status).toBe(200)
  expect((await call(0, 'DELETE', '/api/sessions', { token })).status).toBe(204)
  const saidAt = performance.now()
  await expect
    .poll(async () => (await call(1, 'GET', '/api/me', { token })).status, { interval: 20, timeout: 5_000 })
    .toBe(401)
  expect(performance.now() - saidAt).toBeLessThan(5_000)
})

test('I4 I21 buyers on both processes: exactly what there is, and each reads their order on the other', async () => {
  const { id } = await addProduct(shop, { stock: 20 })
  const buyers = await Promise.all(Array.from({ length: 60 }, () => signIn(shop)))
  for (const [i, { token }] of buyers.entries())
    await call(i, 'POST', '/products/addtocart', { token, body: { productId: id } })
  const outcomes = await Promise.all(
    buyers.map(async ({ token }, i) => {
      const placed = await call(i, 'POST', '/products/placeorder', { token })
      if (placed.status !== 200) return placed.status
      const read = await call(i + 1, 'GET', `/products/orders/${placed.body.id}`, { token })
      expect(read.body).toEqual(placed.body)
      return placed.status
    }),
  )
  expect(outcomes.filter((status) => status === 200)).toHaveLength(20)
  expect(outcomes.filter((status) => status === 409)).toHaveLength(40)
  await expect.poll(async () => (await shop.sql('select 1 from outbox')).length, { timeout: 20_000 }).toBe(0)
  await expectSound(shop)
})

test('O2 a thousand clients who come while a node is too busy to take them are connected, and taken then', async () => {
  const [{ url, child }] = nodes as [(typeof nodes)[number]]
  child.kill('SIGSTOP')
  onTestFinished(() => void child.kill('SIGCONT'))
  const port = Number(new URL(url).port)
  const clients = await Promise.all(Array.from({ length: 1_000 }, () => rawConnection(port)))
  child.kill('SIGCONT')
  const last = clients.at(-1)
  last?.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(await last?.until(/\r\n\r\n/)).toMatch(/^HTTP\/1.1 200/)
  for (const { socket } of clients) socket.destroy()
})
