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
    // A second look only where the stored hash changed between comparing and entering.
    const outcome = (await attempt(context, key, input)) ?? (await attempt(context, key, input))
    if (!outcome) throw badCredentials()
    return outcome
  })
}

async function attempt(context: LoginContext, emailKey: string, input: LoginInput) {
  const cookieHash = input.cookie === undefined ? null : hashCookie(input.cookie)
  const candidates = await loginCandidates(context.db, emailKey, cookieHash)
  const candidate = candidates.find(({ verified }) => verified) ?? candidates[0]
  const right = await context.passwords.verify(input.password, candidate?.password_hash)
  if (!candidate || !right) throw badCredentials()
  return candidate.verified
    ? enter(context, candidate, input)
    : { registrationCookie: await askForCode(context, candidate, input.requestId) }
}

async function enter(context: LoginContext, { id, password_hash: hash }: LoginCandidate, input: LoginInput) {
  const opened = await context.db.transaction(async (tx) => {
    const user = await confirmedUser(tx, id, hash)
    return user && { user, session: await openSession(tx, id, input.userAgent) }
  })
  if (!opened) return undefined
  if (context.passwords.isOutdated(hash)) await strengthen(context, id, input.password, hash)
  return { ...tokensOf(context, opened.session, opened.user.role), user: opened.user }
}

/** Stores the password at today's cost (S05). A shop too busy for it leaves it to another login. */
async function strengthen({ db, passwords }: LoginContext, id: string, password: string, hash: string) {
  try {
    const newHash = await passwords.hash(password, { patiently: false })
    await db.transaction((tx) => rehashedPassword(tx, id, hash, newHash))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
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
  'db' | 'passwords' | 'keys' | 'config' | 'sessions' | 'rateLimit' | 'loginTurns' | 'mailsWritten'
>
type LoginInput = {
  email: string
  password: string
  cookie: string | undefined
  ip: string
  userAgent: string
  requestId: string
}
