import type { Session, User } from '../../contracts/accounts.ts'
import type { Principal } from '../http.ts'
import type { Db, Pool } from '../platform/postgres.ts'
import { standingSessionsOf } from './queries/sessions.ts'
import { renamedUser, type UserRow, userById } from './queries/users.ts'
import { sessionOver } from './session-over.ts'

/** What a user may see of themselves. */
export const userView = ({ id, name, email, role }: UserRow): User => ({ id, name, email, role })

export async function showProfile(db: Db, userId: string): Promise<User> {
  return userView(found(await userById(db, userId)))
}

export async function changeName(db: Pool, userId: string, name: string): Promise<User> {
  return userView(found(await db.transaction((tx) => renamedUser(tx, userId, name.trim()))))
}

/** The sessions that stand, the one used last first. */
export async function listSessions(db: Db, { userId, sessionId }: Principal): Promise<Session[]> {
  return (await standingSessionsOf(db, userId)).map((session) => ({
    id: session.id,
    createdAt: session.created_at.toISOString(),
    lastUsedAt: session.last_used_at.toISOString(),
    userAgent: session.user_agent,
    current: session.id === sessionId,
  }))
}

function found(user: UserRow | undefined): UserRow {
  if (!user) throw sessionOver()
  return user
}
