import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { idOrNotFound } from '../platform/ids.ts'
import { endedSession, endedSessionsOf } from './queries/sessions.ts'
import { readRefreshToken } from './refresh-token.ts'
import { announce } from './revoke.ts'

/** Ends the session of a refresh token, whatever member it is, and of an access token's session; neither need be good. */
export async function logOut(
  context: Pick<Context, 'db' | 'sessions' | 'keys'>,
  { refreshToken = '', sessionId }: { refreshToken?: string | undefined; sessionId: string | undefined },
): Promise<void> {
  const ids = new Set([readRefreshToken(context.keys.refreshTokens, refreshToken)?.id, sessionId])
  for (const id of ids)
    if (id !== undefined) announce(context, await context.db.transaction((tx) => endedSession(tx, id)))
}

/** @throws a 404 for a session that has ended, or is another user's. */
export async function endSession(
  context: Pick<Context, 'db' | 'sessions'>,
  userId: string,
  sessionId: string,
): Promise<void> {
  const id = idOrNotFound(sessionId)
  const revoked = await context.db.transaction((tx) => endedSession(tx, id, userId))
  if (revoked.length === 0)
    throw notFound('There is no such session of yours (any more): look at the list again.')
  announce(context, revoked)
}

/** Ends every session of a user. */
export async function endAllSessions(
  context: Pick<Context, 'db' | 'sessions'>,
  userId: string,
): Promise<void> {
  announce(context, await context.db.transaction((tx) => endedSessionsOf(tx, userId, null)))
}
