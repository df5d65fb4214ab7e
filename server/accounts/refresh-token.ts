import { createHmac, timingSafeEqual } from 'node:crypto'
import { isId } from '../platform/ids.ts'

/**
 * A refresh token names its session and its generation under a MAC. So the session's row knows every member of the
 * family, the successor of a token is always the same one (S28), and nothing secret is stored.
 */
export function refreshTokenOf(key: Buffer, { id, generation }: Member): string {
  return `${id}.${generation}.${macOf(key, id, generation).toString('base64url')}`
}

/** The member that a token names; undefined when this shop did not make it. */
export function readRefreshToken(key: Buffer, token: string): Member | undefined {
  const [id = '', number = '', mac = '', ...more] = token.split('.')
  if (!isId(id) || !/^[1-9]\d{0,8}$/.test(number) || more.length > 0) return undefined
  const [given, right] = [Buffer.from(mac, 'base64url'), macOf(key, id, Number(number))]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  return { id, generation: Number(number) }
}

const macOf = (key: Buffer, id: string, generation: number) =>
  createHmac('sha256', key).update(`${id}.${generation}`).digest()

type Member = { id: string; generation: number }
