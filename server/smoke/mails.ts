import { setTimeout as sleep } from 'node:timers/promises'
import { send } from './visitor.ts'

/** Waits for a mail to the address whose subject or text fits. Throws a sentence when it does not come in time. */
export async function waitForMail(
  mailbox: string,
  to: string,
  fits: RegExp,
  timeoutMs = 15_000,
): Promise<Mail> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const response = await send(new URL('/api/email?sort=desc&limit=50', mailbox), {})
    const mails = (await response.json()) as StoredMail[]
    const own = mails.filter((mail) =>
      mail.to.some(({ address }) => address.toLowerCase() === to.toLowerCase()),
    )
    const found = own.map(readable).find(({ subject, text }) => fits.test(subject) || fits.test(text))
    if (found) return found
    if (Date.now() > deadline) {
      throw new Error(
        `No mail to ${to} with ${fits} came to ${mailbox} within ${timeoutMs / 1000} s (${own.length} others did): look at the shop's log for its mail sender.`,
      )
    }
    await sleep(25)
  }
}

function readable({ subject, text, html }: StoredMail): Mail {
  return { subject: subject ?? '', text: text ?? '', html: html ?? '' }
}

type StoredMail = { to: { address: string }[]; subject?: string; text?: string; html?: string }
export type Mail = { subject: string; text: string; html: string }
