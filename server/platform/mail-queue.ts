import type { MailKind, MailPayloads } from '../../contracts/mails.ts'
import { newId } from './ids.ts'
import { rows, type Tx } from './postgres.ts'

/**
 * Writes mails in the transaction that causes them; a `messageId` that is there already is left alone, so a mail
 * exists once however often its cause is repeated. After the commit, ring `context.mailsWritten`.
 */
export async function queueMails(tx: Tx, mails: NewMail[]): Promise<void> {
  await rows(
    tx,
    `insert into mails (id, message_id, kind, recipient, payload, sealed, after_id, expires_at, request_id, traceparent)
     select id, message_id, kind, recipient, payload, sealed, (select a.id from mails a where a.message_id = after_message_id),
            expires_at, request_id, traceparent
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::bytea[], $7::text[], $8::timestamptz[], $9::text[], $10::text[])
       as m (id, message_id, kind, recipient, payload, sealed, after_message_id, expires_at, request_id, traceparent)
     on conflict (message_id) do nothing`,
    [
      mails.map(() => newId()),
      mails.map((mail) => mail.messageId),
      mails.map((mail) => mail.kind),
      mails.map((mail) => mail.recipient),
      mails.map((mail) => JSON.stringify(mail.payload)),
      mails.map((mail) => mail.sealed ?? null),
      mails.map((mail) => mail.afterMessageId ?? null),
      mails.map((mail) => mail.expiresAt ?? null),
      mails.map((mail) => mail.requestId),
      mails.map((mail) => mail.traceparent ?? tx.traceparent ?? null),
    ],
  )
}

export type NewMail = {
  [Kind in MailKind]: {
    kind: Kind
    /** Deterministic: `<kind.subject-id@host>` from `messageIdFor`. */
    messageId: string
    recipient: string
    payload: MailPayloads[Kind]
    /** A code sealed with `seal` under MAIL_KEY, erased once sent. */
    sealed?: Buffer
    /** Not sent before the mail of this Message-ID has gone; it must exist when this one is written. */
    afterMessageId?: string
    /** A mail that is of no use after this moment (a code's) is given up then. */
    expiresAt?: Date
    requestId: string | null
    /** Of the event that causes it; without one, it is the transaction's. */
    traceparent?: string | null | undefined
  }
}[MailKind]

/** One Message-ID for one cause: the same kind and subject always get the same. */
export const messageIdFor = (kind: MailKind, subjectId: string, publicUrl: string): string =>
  `<${kind.replaceAll('_', '-')}.${subjectId}@${new URL(publicUrl).hostname}>`
