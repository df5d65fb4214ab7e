import type { Context } from '../context.ts'
import { newId } from '../platform/ids.ts'
import { messageIdFor, queueMails } from '../platform/mail-queue.ts'
import { seal } from '../platform/seal.ts'
import { parseAddress } from './address.ts'
import { codeMinutes, hashCode, newCode } from './codes.ts'
import { grantedCodeMail, lockedAddress } from './queries/registrations.ts'
import { insertedReset, voidedResets } from './queries/resets.ts'
import { userByAddress } from './queries/users.ts'

/**
 * Mails a code for a new password, which voids the one before, if the address is a user's and not too many went out.
 * It goes to the address that was verified, not to what was typed. Whether it did is not told (S08).
 * @throws a 400 for what is no address.
 */
export async function forgotPassword(
  { db, keys, config, mailsWritten }: Pick<Context, 'db' | 'keys' | 'config' | 'mailsWritten'>,
  input: { email: string; requestId: string },
): Promise<void> {
  const { key } = parseAddress(input.email)
  await db.transaction(async (tx) => {
    await lockedAddress(tx, key)
    const user = await userByAddress(tx, key)
    if (!user) return
    const id = newId()
    const mail = { id, subjectId: user.id, emailKey: key, quiet: false }
    if ((await grantedCodeMail(tx, mail)) === 0) return
    await voidedResets(tx, user.id)
    const code = newCode()
    const reset = await insertedReset(tx, {
      id,
      userId: user.id,
      codeHash: hashCode(keys.codes, id, code),
    })
    await queueMails(tx, [
      {
        kind: 'reset_code',
        messageId: messageIdFor('reset_code', id, config.publicUrl),
        recipient: user.email,
        payload: { name: user.name, validMinutes: codeMinutes },
        sealed: seal(code, keys.mail),
        ...(reset && { expiresAt: reset.expires_at }),
        requestId: input.requestId,
      },
    ])
  })
  mailsWritten.ring()
}
