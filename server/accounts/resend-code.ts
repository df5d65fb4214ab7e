import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { parseAddress } from './address.ts'
import { findRegistration } from './find-registration.ts'
import { lockedAddress } from './queries/registrations.ts'
import { sendCode } from './send-code.ts'

/**
 * Mails a new code, which voids the one before, unless that would be too often (S19). Whether it did is not told.
 * @throws a 400 for what is no address.
 */
export async function resendCode(
  context: Pick<Context, 'db' | 'keys' | 'config' | 'mailsWritten'>,
  input: { email: string; cookie: string | undefined; requestId: string },
): Promise<void> {
  const { key } = parseAddress(input.email)
  await context.db.transaction(async (tx) => {
    await lockedAddress(tx, key)
    const registration = await findRegistration(tx, { emailKey: key, cookie: input.cookie }).catch(
      noneIfUnclear,
    )
    if (!registration) return
    const { id, email } = registration
    await sendCode(tx, context, { id, email, emailKey: key, quiet: false, requestId: input.requestId })
  })
  context.mailsWritten.ring()
}

function noneIfUnclear(error: unknown): undefined {
  if (!(error instanceof AppError && error.code === 'otp_invalid')) throw error
}
