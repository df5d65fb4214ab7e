import { createSigner, createVerifier } from 'fast-jwt'

/** An Ed25519 pair; the first of the list signs, all of them verify, so that keys rotate without a spurious 401 (S26). */
export type SigningKey = { kid: string; privateKey: string; publicKey: string }

export type AccessToken = { sub: string; sid: string; role: 'customer' | 'admin'; iat: number; exp: number }

export const accessTokenSeconds = 15 * 60
const issuer = 'tradewind'
const audience = 'tradewind-shop'

/** Signs and verifies access tokens: short-lived JWTs, EdDSA only, whose kid must be one of ours. */
export function createAccessTokens(keys: SigningKey[]) {
  const [current] = keys
  if (!current) throw new Error('JWT_KEYS holds no key')
  const sign = createSigner({
    algorithm: 'EdDSA',
    key: current.privateKey,
    kid: current.kid,
    iss: issuer,
    aud: audience,
    expiresIn: accessTokenSeconds * 1000,
    header: { typ: 'at+jwt', kid: current.kid, alg: 'EdDSA' },
  })
  const verifiers = new Map(
    keys.map(({ kid, publicKey }) => [
      kid,
      createVerifier({
        key: publicKey,
        algorithms: ['EdDSA'],
        allowedIss: issuer,
        allowedAud: audience,
        checkTyp: 'at+jwt',
        requiredClaims: ['sub', 'sid', 'role', 'iat', 'exp'],
        cache: 5_000,
      }),
    ]),
  )
  return {
    sign: (claims: Pick<AccessToken, 'sub' | 'sid' | 'role'>): string => sign(claims),
    /** The claims of a good token; undefined for any other. */
    verify(token: string): AccessToken | undefined {
      try {
        const kid: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString()).kid
        return verifiers.get(String(kid))?.(token) as AccessToken | undefined
      } catch {
        return undefined
      }
    },
  }
}

/** @throws when the setting is not a list of keys; the message says what it takes. */
export function parseSigningKeys(text: string): SigningKey[] {
  const keys: unknown = JSON.parse(text)
  const isKey = (key: unknown) =>
    ['kid', 'privateKey', 'publicKey'].every(
      (name) => typeof (key as Record<string, unknown>)?.[name] === 'string',
    )
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey))
    throw new Error('JWT_KEYS takes a JSON list of {kid, privateKey, publicKey}, Ed25519 in PEM')
  return keys as SigningKey[]
}
