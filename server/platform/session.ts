import { unauthorized } from '../errors.ts'
import type { Principal } from '../http.ts'
import { createAccessTokens, type SigningKey } from './access-token.ts'

/** Who a token speaks for, and whether its session still stands. */
export type Sessions = {
  accessTokens: ReturnType<typeof createAccessTokens>
  /** @throws a 401 for a token that is not good or whose session has been revoked. */
  authenticate(token: string): Principal | Promise<Principal>
}

export function createSessions(keys: SigningKey[]): Sessions {
  const accessTokens = createAccessTokens(keys)
  return {
    accessTokens,
    authenticate(token) {
      const claims = accessTokens.verify(token)
      if (!claims)
        throw unauthorized(
          'token_invalid',
          'This access token is not good or has expired. Renew it, or log in again.',
        )
      return { userId: claims.sub, role: claims.role, sessionId: claims.sid }
    },
  }
}
