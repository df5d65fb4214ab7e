import { newId } from '../platform/ids.ts'
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
  const user = await db.transaction((tx) =>
    insertedUser(tx, { id: newId(), email, emailKey: key, name: input.name, role: 'admin', passwordHash }),
  )
  return { created: user !== undefined }
}
