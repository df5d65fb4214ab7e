import { invalid } from '../errors.ts'
import type { Db } from '../platform/postgres.ts'
import { hashCookie } from './codes.ts'
import { liveRegistrations, type RegistrationRow, registrationByCookie } from './queries/registrations.ts'

/**
 * The one registration that a request means: its cookie's, or without one the only one of the address. When there are
 * several, nobody can tell whose code it is: who registered a stranger's address must not have his password confirmed
 * by the stranger (S19b).
 * @throws a 400 `otp_invalid` when there are several and no cookie.
 */
export async function findRegistration(
  db: Db,
  { emailKey, cookie }: { emailKey: string; cookie: string | undefined },
): Promise<RegistrationRow | undefined> {
  const own = cookie === undefined ? undefined : await registrationByCookie(db, hashCookie(cookie))
  if (own) return own.email_key === emailKey ? own : undefined
  const [only, another] = await liveRegistrations(db, emailKey)
  if (another)
    throw invalid(
      'otp_invalid',
      'Somebody registered with this address more than once. Enter the code in the browser in which you registered, or register again and use the newest code there.',
    )
  return only
}
