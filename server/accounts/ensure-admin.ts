import { newId } from '../platform/ids.ts'
import { appendEvents } from '../platform/outbox.ts'
import type { Passwords } from '../platform/passwords.ts'
import type { Pool } from '../platform/postgres.ts'
import { parseAddress } from './address.ts'
import { insertedUser, userByAddress } from './queries/users.ts'

/**
 * Makes the admin whom the settings name, if the address has no user yet. A user who is there is left as they are:
 * neither their password nor their role is touched.
 * @throws a 400 for what is no address.
 */
export async function ensureAdmin(
  { db, passwords }: { db: Pool; passwords: Passwords },
  input: { email: string; password: string; name: string },
): Promise<{ created: boolean }> {
  const { email, key } = parseAddress(input.email)
  if (await userByAddress(db, key)) return { created: false }
  const passwordHash = await passwords.hash(input.password)
  const created = await db.transaction(async (tx) => {
    const [userId, { name }] = [newId(), input]
    const user = { id: userId, email, emailKey: key, name, role: 'admin', passwordHash } as const
    if (!(await insertedUser(tx, user))) return false
    // Verified like any other: who counts customers leaves admins out for as long as they are that.
    await appendEvents(tx, [
      { topic: 'user-verified', key: userId, sequence: 1, payload: { userId }, requestId: null },
    ])
    return true
  })
  return { created }
}
