import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../support/people.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { describeFinding, fuzz, type Role } from './fuzz.ts'
import { fuzzMalformed } from './malformed.ts'

const seed = Number(process.env.FUZZ_SEED ?? 1)

let shop: TestShop
let port: number
beforeAll(async () => {
  shop = await startShop({ LOG_LEVEL: process.env.FUZZ_LOG ?? 'silent' })
  for (let i = 0; i < 5; i++) await addProduct(shop)
  shop.context.health.become('ready')
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  port = (shop.app.server.address() as AddressInfo).port
})
afterAll(() => shop.close())

test('no request, however malformed, brings a 500, a hang or an answer that the document does not describe', async () => {
  const findings = await fuzz({
    base: `http://127.0.0.1:${port}`,
    tokenFor: async (role: Role) => (role === 'anonymous' ? undefined : (await signIn(shop, { role })).token),
    seed,
    runs: Number(process.env.FUZZ_RUNS ?? 16),
  })
  expect(findings.map(describeFinding)).toEqual([])
}, 120_000)

test('S64 no bytes on a connection, however malformed, bring a 500, a hang or an answer that is no problem document', async () => {
  expect(await fuzzMalformed({ port, seed, runs: 400 })).toEqual([])
  expect((await shop.app.inject('/healthz')).statusCode).toBe(200)
})
