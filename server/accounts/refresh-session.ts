import type { Context } from '../context.ts'
import type { Tx } from '../platform/postgres.ts'
import { tokensOf } from './open-session.ts'
import {
  endedSession,
  lockedSession,
  type OpenSession,
  type RevokedRow,
  roleOf,
  rotatedSession,
} from './queries/sessions.ts'
import { readRefreshToken } from './refresh-token.ts'
import { announce } from './revoke.ts'
import { sessionOver } from './session-over.ts'

/**
 * Renews a session's tokens. The live member of its family moves on by one; the one before it gets the same successor
 * for 10 s (two tabs); any other member is a copy that somebody else uses, and the whole session ends (S28, I20).
 * @throws a 401 `session_ended`.
 */
export async function refreshSession(
  context: Pick<Context, 'db' | 'sessions' | 'keys'>,
  token: string | undefined,
) {
  const member = readRefreshToken(context.keys.refreshTokens, token ?? '')
  if (!member) throw sessionOver()
  const outcome = await context.db.transaction(async (tx): Promise<Outcome> => {
    const rotated = await rotatedSession(tx, member.id, member.generation)
    if (rotated) return withRole(tx, rotated)
    const session = await lockedSession(tx, member.id)
    if (!session) return { revoked: [] }
    if (session.just_rotated && member.generation === session.generation - 1) return withRole(tx, session)
    return { revoked: await endedSession(tx, member.id) }
  })
  if ('revoked' in outcome) {
    announce(context, outcome.revoked)
    throw sessionOver()
  }
  return tokensOf(context, outcome.session, outcome.role)
}

async function withRole(tx: Tx, session: OpenSession) {
  const user = await roleOf(tx, session.user_id)
  return user ? { session, role: user.role } : { revoked: [] }
}

type Outcome = { session: OpenSession; role: 'customer' | 'admin' } | { revoked: RevokedRow[] }
