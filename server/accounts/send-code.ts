import type { Context } from '../context.ts'
import { newId } from '../platform/ids.ts'
import { messageIdFor, queueMails } from '../platform/mail-queue.ts'
import type { Tx } from '../platform/postgres.ts'
import { seal } from '../platform/seal.ts'
import { codeMinutes, hashCode, newCode } from './codes.ts'
import { grantedCodeMail, renewedCode } from './queries/registrations.ts'
import { userByAddress } from './queries/users.ts'

/**
 * Gives a registration a new code and mails it, unless too many mails went out lately. Where the address has an account
 * already, its owner is told so instead and no code will ever do; to whoever asked both look alike (S07). The address
 * must be locked. After the commit, ring `mailsWritten`.
 */
export async function sendCode(
  tx: Tx,
  { keys, config }: Pick<Context, 'keys' | 'config'>,
  request: CodeRequest,
): Promise<void> {
  const { id: subjectId, email, emailKey, quiet, requestId } = request
  const owner = await userByAddress(tx, emailKey)
  const mailId = newId()
  if ((await grantedCodeMail(tx, { id: mailId, subjectId, emailKey, quiet })) === 0) return
  const code = newCode()
  const renewed = await renewedCode(tx, subjectId, owner ? null : hashCode(keys.codes, subjectId, code))
  if (!renewed) return
  await queueMails(tx, [
    owner
      ? {
          kind: 'address_known',
          messageId: messageIdFor('address_known', mailId, config.publicUrl),
          recipient: owner.email,
          payload: { name: owner.name },
          requestId,
        }
      : {
          kind: 'code',
          messageId: messageIdFor('code', mailId, config.publicUrl),
          recipient: email,
          payload: { validMinutes: codeMinutes },
          sealed: seal(code, keys.mail),
          expiresAt: renewed.code_expires_at,
          requestId,
        },
  ])
}

/** `quiet`: not within a minute of any other code of this registration, the first one too. */
export type CodeRequest = {
  id: string
  email: string
  emailKey: string
  quiet: boolean
  requestId: string
}
