import { sign, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
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

test('the first signing key signs and its public half verifies', () => {
  const [key] = JSON.parse(openSecrets(dir).jwtKeys()) as { privateKey: string; publicKey: string }[]
  if (!key) throw new Error('no key')
  const text = Buffer.from('a token')
  expect(verify(null, text, key.publicKey, sign(null, text, key.privateKey))).toBe(true)
})
