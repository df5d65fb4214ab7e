import { createSigner, createVerifier } from 'fast-jwt'
import { LRUCache } from 'lru-cache'

/** An Ed25519 pair; the first of the list signs, all of them verify, so that keys rotate without a spurious 401 (S26). */
export type SigningKey = { kid: string; privateKey: string; publicKey: string }

/** `epoch` counts what the session has gone through: a revocation names the last epoch whose tokens it refuses. */
export type AccessClaims = { sub: string; sid: string; role: 'customer' | 'admin'; epoch: number }
export type AccessToken = AccessClaims & { iat: number; exp: number }

export const accessTokenSeconds = 15 * 60
const issuer = 'tradewind'
const audience = 'tradewind-shop'

/** Signs and verifies access tokens: short-lived JWTs, EdDSA only, whose kid must be one of ours (S21-S25). */
export function createAccessTokens(keys: SigningKey[]) {
  const [current] = keys
  if (!current) throw new Error('JWT_KEYS holds no key')
  const sign = createSigner({
    algorithm: 'EdDSA',
    key: current.privateKey,
    iss: issuer,
    aud: audience,
    header: { alg: 'EdDSA', typ: 'at+jwt', kid: current.kid },
  })
  const verifiers = new Map(keys.map(({ kid, publicKey }) => [kid, verifierOf(publicKey)]))
  // Good tokens only: whoever sends bad ones pushes nobody out.
  const verified = new LRUCache<string, AccessToken>({ max: 20_000 })

  return {
    /** A token of 15 minutes from `issuedAtMs`, which is PostgreSQL's clock. */
    sign(claims: AccessClaims, issuedAtMs: number): { token: string; expiresAt: string } {
      const iat = Math.floor(issuedAtMs / 1000)
      const exp = iat + accessTokenSeconds
      return { token: sign({ ...claims, iat, exp }), expiresAt: new Date(exp * 1000).toISOString() }
    },
    /** The claims of a token that this shop signed; undefined for any other. Whether it has expired is for the caller to see. */
    verify(token: string): AccessToken | undefined {
      const known = verified.get(token)
      if (known) return known
      try {
        const kid = plainHeader(token)
        const claims = kid === undefined ? undefined : (verifiers.get(kid)?.(token) as AccessToken)
        if (claims) verified.set(token, claims)
        return claims
      } catch {
        return undefined
      }
    },
  }
}

// Expiry is asked against PostgreSQL's clock at every use, not against this machine's.
const verifierOf = (publicKey: string) =>
  createVerifier({
    key: publicKey,
    algorithms: ['EdDSA'],
    allowedIss: issuer,
    allowedAud: audience,
    checkTyp: 'at+jwt',
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'role', 'epoch', 'iat', 'exp'],
    ignoreExpiration: true,
    cache: false,
  })

/** The kid of a header that holds what we write and nothing more: no jku, jwk, x5c or crit is even looked at (S24). */
function plainHeader(token: string): string | undefined {
  const header: Record<string, unknown> = JSON.parse(
    Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString(),
  )
  return Object.keys(header).length === 3 && header.alg === 'EdDSA' && typeof header.kid === 'string'
    ? header.kid
    : undefined
}

/** @throws when the setting is not a list of keys; the message says what it takes. */
export function parseSigningKeys(text: string): SigningKey[] {
  const isKey = (key: unknown) =>
    ['kid', 'privateKey', 'publicKey'].every(
      (name) => typeof (key as Record<string, unknown>)?.[name] === 'string',
    )
  const keys = listIn(text)
  if (keys.length === 0 || !keys.every(isKey))
    throw new Error('JWT_KEYS takes a JSON list of {kid, privateKey, publicKey}, Ed25519 in PEM')
  return keys as SigningKey[]
}

function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
