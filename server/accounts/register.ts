import type { Context } from '../context.ts'
import { newId } from '../platform/ids.ts'
import { parseAddress } from './address.ts'
import { hashCookie, newCookie } from './codes.ts'
import { checkNewPassword } from './password-policy.ts'
import { insertedRegistration, lockedAddress } from './queries/registrations.ts'
import { sendCode } from './send-code.ts'

/**
 * Takes a registration, which waits for the code that goes out by mail, and answers its cookie. A known address gets
 * the same, in the same time, but no code (S07). Each registration stands alone, so one in another's name gains nothing (S19b).
 * @throws a 400 for what is no address or too common a password, a 503 when too many wait.
 */
export async function register(
  context: Pick<Context, 'db' | 'passwords' | 'keys' | 'config' | 'mailsWritten'>,
  input: { name: string; email: string; password: string; requestId: string },
): Promise<{ cookie: string }> {
  const { db, passwords, config, mailsWritten } = context
  const { email, key } = parseAddress(input.email)
  checkNewPassword(input.password, {
    shopName: config.shopName,
    address: { email, key },
    path: 'password',
  })
  const passwordHash = await passwords.hash(input.password)
  const [id, cookie] = [newId(), newCookie()]
  await db.transaction(async (tx) => {
    await lockedAddress(tx, key)
    await insertedRegistration(tx, {
      id,
      email,
      emailKey: key,
      name: input.name.trim(),
      passwordHash,
      cookieHash: hashCookie(cookie),
    })
    await sendCode(tx, context, { id, email, emailKey: key, quiet: false, requestId: input.requestId })
  })
  mailsWritten.ring()
  return { cookie }
}
