import type { Role } from '../../contracts/accounts.ts'
import type { Context } from '../context.ts'
import { newId } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres.ts'
import { insertedSession, type OpenSession } from './queries/sessions.ts'
import { refreshTokenOf } from './refresh-token.ts'

/** Opens a session within the transaction that found out who it is; the tokens come from `tokensOf`, after the commit. */
export async function openSession(tx: Tx, userId: string, userAgent: string): Promise<OpenSession> {
  const session = { id: newId(), userId, userAgent: userAgent.slice(0, 300) }
  return (await insertedSession(tx, session)) as OpenSession
}

/** A session's access token, and the refresh token of its live generation, which only ever travels as a cookie. */
export function tokensOf(
  { sessions, keys }: Pick<Context, 'sessions' | 'keys'>,
  session: OpenSession,
  role: Role,
): Tokens {
  const claims = { userId: session.user_id, sessionId: session.id, role, epoch: session.epoch }
  return {
    ...sessions.issue(claims, session.now_ms),
    refreshToken: refreshTokenOf(keys.refreshTokens, session),
  }
}

/** `expiresAt` is the access token's end, RFC 3339. */
export type Tokens = { token: string; expiresAt: string; refreshToken: string }
