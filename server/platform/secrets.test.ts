import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAccessTokens, parseSigningKeys } from './access-token.ts'
import { openSecrets } from './secrets.ts'

const dir = mkdtempSync(join(tmpdir(), 'tradewind-secrets-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('secrets are made once, differ, and only their user can read them', () => {
  const names = Object.keys(openSecrets(dir)) as (keyof ReturnType<typeof openSecrets>)[]
  const first = names.map((name) => openSecrets(dir)[name]())
  expect(names.map((name) => openSecrets(dir)[name]())).toEqual(first)
  expect(new Set(first).size).toBe(names.length)
  for (const file of readdirSync(join(dir, 'secrets'))) {
    expect(statSync(join(dir, 'secrets', file)).mode & 0o077).toBe(0)
  }
})

test('the signing keys sign', () => {
  const tokens = createAccessTokens(parseSigningKeys(openSecrets(dir).jwtKeys()))
  const token = tokens.sign({ sub: 'user', sid: 'session', role: 'customer' })
  expect(tokens.verify(token)).toMatchObject({ sub: 'user', role: 'customer' })
})
