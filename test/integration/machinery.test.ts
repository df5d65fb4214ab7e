import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../support/people.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('tells that it lives, and the state of its parts', async () => {
  expect((await shop.app.inject('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await shop.app.inject('/readyz')).json()).toMatchObject({ parts: { postgres: 'up' } })
})

test('answers what is not there, and what is not allowed, as problem+json', async () => {
  const missing = await shop.app.inject('/nowhere')
  expect(missing.headers['content-type']).toContain('application/problem+json')
  expect(missing.json()).toMatchObject({ status: 404, title: 'Not Found', code: 'not_found' })
  const refused = await shop.app.inject({ method: 'POST', url: '/healthz' })
  expect(refused.statusCode).toBe(405)
  expect(refused.headers.allow).toBe('GET, HEAD')
})

test('S61 the app role cannot change the ledger', async () => {
  await signIn(shop)
  await expect(shop.context.db.query({ text: 'update stock_ledger set delta = 1' })).rejects.toThrow(
    'permission denied',
  )
})
