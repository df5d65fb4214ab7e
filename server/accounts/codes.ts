import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** Six digits, each of the million codes as likely as any other (S15). */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/**
 * A code as it is stored. It is bound to its registration or reset and keyed with a secret that the database does not
 * hold: a million possibilities would be tried in no time (S20).
 */
export const hashCode = (key: Buffer, subjectId: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${subjectId}:${code}`).digest()

/** What a registration's cookie holds: 256 bits that nobody can guess, so a plain hash of it is stored. */
export const newCookie = (): string => randomBytes(32).toString('base64url')
export const hashCookie = (cookie: string): Buffer => createHash('sha256').update(cookie).digest()

export const codeMinutes = 10
