import type { Config } from '../config.ts'
import { newId } from '../platform/ids.ts'
import { messageIdFor, queueMails } from '../platform/mail-queue.ts'
import type { Tx } from '../platform/postgres.ts'

/** Tells the owner of an account that its password was changed, should it not have been them (S13). */
export const mailPasswordChanged = (
  tx: Tx,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  user: { email: string; name: string },
  requestId: string,
) =>
  queueMails(tx, [
    {
      kind: 'password_changed',
      messageId: messageIdFor('password_changed', newId(), publicUrl),
      recipient: user.email,
      payload: { name: user.name },
      requestId,
    },
  ])
