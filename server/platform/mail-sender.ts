import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { reasonOf } from './deliver-events.ts'
import { startLoop } from './loop.ts'
import { mailFigures } from './mail-figures.ts'
import { shareMailNotes } from './mail-notes.ts'
import { givenUpMails, leasedMails, type QueuedMail } from './mail-queries.ts'
import { createMailTransport } from './mail-transport.ts'
import { takeTurns } from './make-way.ts'
import { type RenderMail, type SenderTimes, sendMail } from './send-mail.ts'

/**
 * Sends the rows of `mails` to SMTP_URL: at once when mails were written in this process, and within half a second
 * when another wrote them or a retry is due. Any number of processes may do so on one database; a mail belongs to the
 * one that holds its lease, and what a process that died had leased is taken over when the lease ends.
 *
 * A mail can go out twice in one window only: between the final dot, after which the server has it, and the moment
 * that PostgreSQL knows. It opens where a process dies, or the server stays silent for `answerTimeoutMs`, just then;
 * the second has the same Message-ID, by which a mailbox can tell.
 */
export function startMailSender(
  context: SenderContext,
  render: RenderMail,
  options: SenderOptions = {},
): { close(): Promise<void> } {
  const { config, db, log } = context
  if (!config.smtpUrl) {
    log.warn('SMTP_URL is not set: mails stay in the queue until it is, and codes among them expire')
    return { close: async () => {} }
  }
  const times = { ...defaultTimes, ...options }
  const transport = createMailTransport({ url: config.smtpUrl, connections: mailConnections, ...times })
  const notes = shareMailNotes(db, times.leaseMs)
  const figures = mailFigures(context.metrics)
  const sending = new Set<Promise<void>>()
  const stop = new AbortController()
  const turns = takeTurns(context.requests)
  let giveUpAt = 0

  const loop = startLoop({
    name: 'the mail sender',
    log,
    // What is in hand goes out in any case.
    before: (closing) => turns(closing, sending.size === 0),
    work: async () => {
      if (performance.now() >= giveUpAt) {
        for (const mail of await db.transaction(givenUpMails, { isPlannedOnce: true })) {
          figures.failed.inc()
          log.error(mail, 'a mail was given up')
        }
        giveUpAt = performance.now() + 10 * times.lookMs
      }
      if (sending.size > inHand - mailConnections) return Number.POSITIVE_INFINITY
      const free = inHand - sending.size
      const mails = await db.transaction((tx) => leasedMails(tx, free, times.leaseMs), {
        isPlannedOnce: true,
      })
      for (const mail of mails) {
        track(mail)
        // Each takes some ms to be written: requests come in between.
        await setImmediate()
      }
      return times.lookMs
    },
  })
  const silence = context.mailsWritten.onRing(loop.wake)

  function track(mail: QueuedMail) {
    const done = sendMail({ ...context, transport, notes, render, figures, times, stop: stop.signal }, mail)
      .catch((error) =>
        log.warn({ mailId: mail.id, reason: reasonOf(error) }, 'a mail waits for its lease to end'),
      )
      .finally(() => {
        sending.delete(done)
        loop.wake()
      })
    sending.add(done)
  }

  return {
    close: async () => {
      silence()
      await loop.close()
      const enough = new AbortController()
      await Promise.race([
        Promise.all(sending),
        sleep(times.closeMs, undefined, { signal: enough.signal }).catch(() => {}),
      ])
      enough.abort()
      stop.abort(new Error('The shop is stopping'))
      transport.close()
      await Promise.all(sending)
    },
  }
}

/** How many mails one process hands over at a time. */
export const mailConnections = 8
/**
 * Leased at a time: those on the connections, as many for whom it is to be noted that they have gone, and as many that wait for a
 * connection, so that it finds its next mail at once and one lease statement takes several.
 */
const inHand = 3 * mailConnections
/** A lease outlasts both the wait before the final dot and the wait for the answer to it, which starts it anew. */
const defaultTimes: Times = {
  lookMs: 500,
  leaseMs: 45_000,
  answerTimeoutMs: 40_000,
  pause: { firstMs: 1_000, longestMs: 30_000 },
  closeMs: 8_000,
}

type SenderContext = Pick<
  Context,
  'config' | 'keys' | 'db' | 'log' | 'metrics' | 'tracing' | 'requests' | 'mailsWritten'
>
export type SenderOptions = Partial<Times>
/** How often to look for what other processes wrote and for retries, and how long closing waits for what is under way. */
type Times = SenderTimes & { lookMs: number; closeMs: number }
