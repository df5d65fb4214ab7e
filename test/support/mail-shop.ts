import { expect } from 'vitest'
import { renderMail } from '../../server/notifications/render-mail.ts'
import { newId } from '../../server/platform/ids.ts'
import { messageIdFor, type NewMail, queueMails } from '../../server/platform/mail-queue.ts'
import { type SenderOptions, startMailSender } from '../../server/platform/mail-sender.ts'
import { seal } from '../../server/platform/seal.ts'
import { startShop, type TestShop } from './shop.ts'
import { startSmtpSink } from './smtp-sink.ts'

/** A shop beside a mail server, and what it takes to have the one send to the other. */
export async function startMailShop() {
  const sink = await startSmtpSink()
  const shop = await startShop({ SMTP_URL: sink.url })
  const senders: { close(): Promise<void> }[] = []
  const mails = () =>
    shop.sql<{
      status: string
      tries: number
      sealed: Buffer | null
      leased_until: Date | null
      last_error: string | null
    }>('select * from mails order by created_at, id')
  return {
    sink,
    shop,
    /** Starts a sender, with short pauses. */
    send(node: Pick<TestShop, 'context'> = shop, options: SenderOptions = {}) {
      const look = { name: 'Tradewind', url: 'http://localhost:8080' }
      const sender = startMailSender(node.context, (mail) => renderMail(look, mail), {
        pause: { firstMs: 40, longestMs: 100 },
        lookMs: 50,
        ...options,
      })
      senders.push(sender)
      return sender
    },
    async queue(mails: NewMail[], node: Pick<TestShop, 'context'> = shop) {
      await node.context.db.transaction((tx) => queueMails(tx, mails))
      node.context.mailsWritten.ring()
    },
    codeMail(code: string): NewMail {
      const sealed = seal(code, shop.context.keys.mail)
      return { ...welcome(), kind: 'code', payload: { validMinutes: 10 }, sealed }
    },
    mails,
    statuses: async () => (await mails()).map(({ status }) => status),
    async close() {
      for (const sender of senders) await sender.close()
      await shop.close()
      await sink.close()
    },
  }
}

export type MailShop = Awaited<ReturnType<typeof startMailShop>>

/** Looks every few ms, as long as the slowest machine takes. */
export const until = (look: () => unknown): ReturnType<typeof expect.poll> =>
  expect.poll(look, { interval: 10, timeout: 8_000 })

export function welcome(): NewMail {
  const id = newId()
  return {
    kind: 'welcome',
    messageId: messageIdFor('welcome', id, 'http://localhost:8080'),
    recipient: `${id}@example.com`,
    payload: { name: 'Ada' },
    requestId: null,
  }
}

export const passwordChanged = (after: NewMail): NewMail => ({
  ...welcome(),
  kind: 'password_changed',
  payload: { name: 'Ada' },
  afterMessageId: after.messageId,
})
