import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFileDurably } from './durable-file.ts'
import { notWritable } from './folder-lock.ts'

/**
 * The secrets of one installation, kept in DATA_DIR/secrets, readable by its user only. Each is made when it is
 * first asked for and never again: two processes that ask at once get the same one.
 */
export function openSecrets(dataDir: string): Secrets {
  const dir = join(dataDir, 'secrets')
  const keep = (name: string, make: () => string) => () => keepSecret(dir, name, make)
  return {
    jwtKeys: keep('jwt-keys.json', signingKeys),
    passwordPepper: keep('password-pepper', key),
    mailKey: keep('mail-key', key),
    databaseSuperuserPassword: keep('database-superuser.password', key),
    databaseOwnerPassword: keep('database-owner.password', key),
    databaseAppPassword: keep('database-app.password', key),
    adminPassword: keep('admin.password', makePassword),
  }
}

function keepSecret(dir: string, name: string, make: () => string): string {
  const path = join(dir, name)
  try {
    if (!existsSync(path)) {
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      createFileDurably(path, `${make()}\n`)
    }
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw notWritable(dir, error)
  }
}

/** JWT_KEYS: a list whose first key signs and all of which verify. */
function signingKeys(): string {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return JSON.stringify([{ kid: randomBytes(8).toString('hex'), ...pair }])
}

function key(): string {
  return randomBytes(32).toString('base64url')
}

/** A password for a person: four groups of five, 98 bits, without letters and digits that look alike: somebody may have to type it. */
export function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

export type Secrets = {
  jwtKeys: () => string
  passwordPepper: () => string
  mailKey: () => string
  databaseSuperuserPassword: () => string
  databaseOwnerPassword: () => string
  databaseAppPassword: () => string
  adminPassword: () => string
}
