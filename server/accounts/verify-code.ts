import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { newId } from '../platform/ids.ts'
import { appendEvents } from '../platform/outbox.ts'
import type { Tx } from '../platform/postgres.ts'
import { parseAddress } from './address.ts'
import { hashCode } from './codes.ts'
import { findRegistration } from './find-registration.ts'
import { openSession, tokensOf } from './open-session.ts'
import { triedCode } from './queries/registrations.ts'
import { insertedUser } from './queries/users.ts'

/**
 * Makes a registration a user by its code, and logs in. A wrong try counts, and five burn the code (S18).
 * @throws a 400 `otp_invalid`.
 */
export async function verifyCode(
  context: Pick<Context, 'db' | 'keys' | 'sessions' | 'eventsWritten'>,
  input: {
    email: string
    otp: string
    cookie: string | undefined
    userAgent: string
    requestId: string
  },
) {
  const { key } = parseAddress(input.email)
  // What a wrong try counts must be committed: the refusal is thrown after the transaction.
  const outcome = await context.db.transaction(async (tx) => {
    const registration = await findRegistration(tx, { emailKey: key, cookie: input.cookie })
    if (!registration) return wrongCode()
    const codeHash = hashCode(context.keys.codes, registration.id, input.otp)
    const tried = await triedCode(tx, registration.id, codeHash)
    if (!tried?.completed) return wrongCode()
    return makeUser(tx, tried, input)
  })
  if (outcome instanceof Error) throw outcome
  context.eventsWritten.ring()
  return { ...tokensOf(context, outcome.session, outcome.user.role), user: outcome.user }
}

async function makeUser(
  tx: Tx,
  registration: { email: string; email_key: string; name: string; password_hash: string },
  { userAgent, requestId }: { userAgent: string; requestId: string },
) {
  const user = await insertedUser(tx, {
    id: newId(),
    email: registration.email,
    emailKey: registration.email_key,
    name: registration.name,
    role: 'customer',
    passwordHash: registration.password_hash,
  })
  if (!user) return addressTaken()
  await appendEvents(tx, [
    { topic: 'user-verified', key: user.id, sequence: 1, payload: { userId: user.id }, requestId },
  ])
  return { user, session: await openSession(tx, user.id, userAgent) }
}

export const wrongCode = () =>
  invalid(
    'otp_invalid',
    'This code is wrong, used up or has expired. Take the one of the newest mail, or ask for a new one.',
  )

// Only who read the mail learns this.
const addressTaken = () =>
  invalid(
    'otp_invalid',
    'This address has an account since another code of it was entered. Log in, or ask for a new password.',
  )
