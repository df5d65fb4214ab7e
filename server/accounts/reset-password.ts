import type { Context } from '../context.ts'
import { parseAddress } from './address.ts'
import { hashCode } from './codes.ts'
import { forgiveAttempts } from './login-attempts.ts'
import { mailPasswordChanged } from './mail-password-changed.ts'
import { checkNewPassword } from './password-policy.ts'
import { openReset, triedReset } from './queries/resets.ts'
import { endedSessionsOf } from './queries/sessions.ts'
import { resetPasswordOf } from './queries/users.ts'
import { announce } from './revoke.ts'
import { wrongCode } from './verify-code.ts'

/**
 * Sets a new password by a code out of the mailbox, and ends every session.
 * @throws a 400 `otp_invalid` or `password_weak`, a 503 when too many wait.
 */
export async function resetPassword(
  context: Pick<Context, 'db' | 'passwords' | 'keys' | 'config' | 'sessions' | 'rateLimit' | 'mailsWritten'>,
  input: { email: string; otp: string; password: string; requestId: string },
): Promise<void> {
  const { db, passwords, keys, config, mailsWritten } = context
  const address = parseAddress(input.email)
  checkNewPassword(input.password, { shopName: config.shopName, address, path: 'password' })
  // Before the code is tried: a shop too busy to hash must not use it up.
  const passwordHash = await passwords.hash(input.password)
  const revoked = await db.transaction(async (tx) => {
    const reset = await openReset(tx, address.key)
    if (!reset) return undefined
    const tried = await triedReset(tx, reset.id, hashCode(keys.codes, reset.id, input.otp))
    if (!tried?.used) return undefined
    const user = await resetPasswordOf(tx, reset.user_id, passwordHash)
    if (user) await mailPasswordChanged(tx, config, user, input.requestId)
    return endedSessionsOf(tx, reset.user_id, null)
  })
  if (!revoked) throw wrongCode()
  announce(context, revoked)
  mailsWritten.ring()
  await forgiveAttempts(context, address.key)
}
