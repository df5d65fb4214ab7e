import type { Context } from '../context.ts'
import { AppError, unauthorized } from '../errors.ts'
import { parseAddress } from './address.ts'
import { hashCookie, newCookie } from './codes.ts'
import { withinAttempts } from './login-attempts.ts'
import { openSession, tokensOf } from './open-session.ts'
import { lockedAddress, replacedCookie } from './queries/registrations.ts'
import { confirmedUser, type LoginCandidate, loginCandidates, rehashedPassword } from './queries/users.ts'
import { sendCode } from './send-code.ts'

/**
 * Logs in by address and password. Exactly one password is compared whether the address is a user's, a waiting
 * registration's or nobody's (S06). The right password of a registration mails a new code and answers its new cookie.
 * @throws a 401 `bad_credentials`, a 429 after too many, a 503 when too many wait.
 */
export async function logIn(context: LoginContext, input: LoginInput) {
  const { key } = parseAddress(input.email)
  return withinAttempts(context, { emailKey: key, ip: input.ip }, async () => {
    const cookieHash = input.cookie === undefined ? null : hashCookie(input.cookie)
    const candidates = await loginCandidates(context.db, key, cookieHash)
    const candidate = candidates.find(({ verified }) => verified) ?? candidates[0]
    const right = await context.passwords.verify(input.password, candidate?.password_hash)
    if (!candidate || !right) throw badCredentials()
    return candidate.verified
      ? enter(context, candidate, input)
      : { registrationCookie: await askForCode(context, candidate, input.requestId) }
  })
}

async function enter(context: LoginContext, candidate: LoginCandidate, input: LoginInput) {
  const newHash = await stronger(context, input.password, candidate.password_hash)
  const opened = await context.db.transaction(async (tx) => {
    const user = await confirmedUser(tx, candidate.id, candidate.password_hash)
    if (!user) return undefined
    if (newHash) await rehashedPassword(tx, user.id, candidate.password_hash, newHash)
    return { user, session: await openSession(tx, user.id, input.userAgent) }
  })
  if (!opened) throw badCredentials()
  return { ...tokensOf(context, opened.session, opened.user.role), user: opened.user }
}

/** A hash at today's cost where the stored one is weaker (S05). When the shop is busy it waits for another login. */
async function stronger({ passwords }: LoginContext, password: string, hash: string) {
  if (!passwords.isOutdated(hash)) return undefined
  return passwords.hash(password).catch((error) => {
    if (error instanceof AppError) return undefined
    throw error
  })
}

async function askForCode(context: LoginContext, registration: LoginCandidate, requestId: string) {
  const { id, email, email_key: emailKey } = registration
  const cookie = newCookie()
  await context.db.transaction(async (tx) => {
    await lockedAddress(tx, emailKey)
    await replacedCookie(tx, id, hashCookie(cookie))
    await sendCode(tx, context, { id, email, emailKey, quiet: true, requestId })
  })
  context.mailsWritten.ring()
  return cookie
}

const badCredentials = () =>
  unauthorized(
    'bad_credentials',
    'Address and password do not belong together. Check both, or ask for a new password.',
  )

type LoginContext = Pick<
  Context,
  'db' | 'passwords' | 'keys' | 'config' | 'sessions' | 'rateLimit' | 'mailsWritten'
>
type LoginInput = {
  email: string
  password: string
  cookie: string | undefined
  ip: string
  userAgent: string
  requestId: string
}
