import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import type { Principal } from '../http.ts'
import { withinAttempts } from './login-attempts.ts'
import { mailPasswordChanged } from './mail-password-changed.ts'
import { checkNewPassword } from './password-policy.ts'
import { endedSessionsOf } from './queries/sessions.ts'
import { replacedPassword, userById } from './queries/users.ts'
import { announce } from './revoke.ts'
import { sessionOver } from './session-over.ts'

/**
 * Changes a password by the old one, ends every other session and mails that it happened (S13).
 * @throws a 400 `bad_credentials` or `password_weak`, a 429 after too many wrong ones, a 503 when too many wait.
 */
export async function changePassword(
  context: ChangeContext,
  { userId, sessionId }: Principal,
  input: { currentPassword: string; newPassword: string; ip: string; requestId: string },
): Promise<void> {
  const { db, passwords, config, mailsWritten } = context
  const user = await userById(db, userId)
  if (!user) throw sessionOver()
  const address = { email: user.email, key: user.email_key }
  checkNewPassword(input.newPassword, { shopName: config.shopName, address, path: 'newPassword' })
  await withinAttempts(context, { emailKey: user.email_key, ip: input.ip }, async () => {
    if (!(await passwords.verify(input.currentPassword, user.password_hash))) throw wrongPassword()
  })
  const newHash = await passwords.hash(input.newPassword)
  const revoked = await db.transaction(async (tx) => {
    if ((await replacedPassword(tx, userId, user.password_hash, newHash)) === 0) return undefined
    await mailPasswordChanged(tx, config, user, input.requestId)
    return endedSessionsOf(tx, userId, sessionId)
  })
  if (!revoked) throw wrongPassword()
  announce(context, revoked)
  mailsWritten.ring()
}

// No 401: the token is good, and the web app must not throw it away.
const wrongPassword = () =>
  invalid('bad_credentials', 'The current password is not right: nothing was changed. Type it again.', [
    { path: 'currentPassword', message: 'is not your password' },
  ])

type ChangeContext = Pick<
  Context,
  'db' | 'passwords' | 'config' | 'sessions' | 'rateLimit' | 'loginTurns' | 'mailsWritten'
>
