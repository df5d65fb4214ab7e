import { unauthorized, unavailable } from '../errors.ts'
import type { Principal } from '../http.ts'
import { type AccessToken, createAccessTokens, type SigningKey } from './access-token.ts'
import type { Log } from './log.ts'
import type { Db } from './postgres.ts'
import { createRevocationList, type Revocation } from './revocation-list.ts'
import { standingSession } from './session-queries.ts'
import { within } from './within.ts'

/** Who a token speaks for, and whether its session still stands. */
export type Sessions = {
  /** A new access token for a session, from the moment `atMs` of PostgreSQL's clock. */
  issue(session: SessionClaims, atMs?: number): { token: string; expiresAt: string }
  /** @throws a 401 for a token that is not good, has expired or was revoked; a 503 when nobody can tell. */
  authenticate(token: string): Principal | Promise<Principal>
  /** Makes committed revocations effective here at once; the other nodes read them within 400 ms. */
  revoke(revocations: Revocation[]): void
  /** How old what this process knows of revocations is. */
  listAgeMs(): number
  close(): Promise<void>
}

/**
 * `listDb` serves only what must be on time, this list too, however busy the shop's pool is; `db` is asked
 * about one session at a time while the list is too old.
 */
export function createSessions({ keys, db, listDb, log }: SessionsOptions): Sessions {
  const tokens = createAccessTokens(keys)
  const list = createRevocationList(listDb, log)

  async function ask(claims: AccessToken): Promise<Principal> {
    const session = await within(900, standingSession(db, claims.sid), () => {
      throw unavailable(new Error('PostgreSQL did not answer about a session'))
    })
    return accept(claims, session?.epoch === claims.epoch, session?.now_ms ?? 0)
  }

  return {
    issue: ({ userId, sessionId, role, epoch }, atMs = list.now()) =>
      tokens.sign({ sub: userId, sid: sessionId, role, epoch }, atMs),
    authenticate(token) {
      const claims = tokens.verify(token)
      if (!claims) throw badToken()
      return list.isFresh() ? accept(claims, !list.has(claims.sid, claims.epoch), list.now()) : ask(claims)
    },
    revoke: list.add,
    listAgeMs: list.ageMs,
    close: list.close,
  }
}

function accept(claims: AccessToken, stands: boolean, nowMs: number): Principal {
  if (claims.exp * 1000 <= nowMs) throw badToken()
  if (!stands)
    throw unauthorized('session_ended', 'This session has ended or has changed. Renew the token, or log in.')
  return { userId: claims.sub, role: claims.role, sessionId: claims.sid }
}

const badToken = () =>
  unauthorized('token_invalid', 'This access token is not good or has expired. Renew it, or log in again.')

type SessionClaims = { userId: string; sessionId: string; role: 'customer' | 'admin'; epoch: number }
type SessionsOptions = { keys: SigningKey[]; db: Db; listDb: Db; log: Log }
