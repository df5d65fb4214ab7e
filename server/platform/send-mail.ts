import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { reasonOf } from './deliver-events.ts'
import type { Pause } from './event-queries.ts'
import type { MailFigures } from './mail-figures.ts'
import type { MailNotes } from './mail-notes.ts'
import { notedRefused, postponed, type QueuedMail } from './mail-queries.ts'
import { finalRefusal, type MailTransport } from './mail-transport.ts'
import { unseal } from './seal.ts'
import { endedBy, type Tracing } from './tracing.ts'

/**
 * Sends one leased mail and notes what became of it: gone, refused for good, or to be tried again after a pause. No
 * transaction is open while the server is talked to.
 * @throws when PostgreSQL takes no note for as long as the lease lasts: the mail is then tried again by whoever leases it.
 */
export async function sendMail(sender: Sender, mail: QueuedMail): Promise<void> {
  const { db, log, times, figures } = sender
  const line = { mailId: mail.id, kind: mail.kind, tries: mail.tries, requestId: mail.requestId }
  try {
    await endedBy(spanOf(mail, sender.tracing), handOver(sender, mail))
  } catch (error) {
    const refusal = finalRefusal(error)
    await noted(sender, () =>
      db.transaction((tx) =>
        refusal === undefined
          ? postponed(tx, mail, reasonOf(error), times.pause)
          : notedRefused(tx, mail, refusal),
      ),
    )
    if (refusal === undefined)
      log.warn({ ...line, reason: reasonOf(error) }, 'a mail was not sent and is tried again')
    else log.error({ ...line, reason: refusal }, 'a mail was refused for good')
    figures[refusal === undefined ? 'postponed' : 'failed'].inc()
    return
  }
  const delaySeconds = await noted(sender, () => sender.notes.sent(mail))
  figures.sent.inc({ kind: mail.kind })
  if (delaySeconds !== undefined) figures.delay.observe(delaySeconds)
  log.info(line, 'a mail was sent')
}

const spanOf = ({ kind, tries, traceparent: parent }: QueuedMail, tracing: Tracing | undefined) =>
  parent
    ? tracing?.start(`send ${kind}`, {
        kind: 'client',
        parent,
        attributes: { 'tradewind.mail.kind': kind, 'tradewind.mail.tries': tries },
      })
    : undefined

/** Resolves when the server has taken the mail. */
async function handOver({ config, keys, notes, transport, render, times, stop }: Sender, mail: QueuedMail) {
  const code = mail.sealed && unseal(mail.sealed, keys.mail)
  const content = render({ kind: mail.kind, payload: mail.payload, code })
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new Error('The mail server took too long')),
    times.answerTimeoutMs,
  )
  try {
    await transport.send(
      {
        ...content,
        from: { name: config.shopName, address: config.mailFrom },
        to: mail.recipient,
        messageId: mail.messageId,
        date: mail.createdAt,
      },
      async () => {
        // From here on it is the server's answer that counts, and the lease must outlast the wait for it.
        clearTimeout(timer)
        if (!(await notes.renewed(mail))) throw new Error('Another sender has taken this mail over')
      },
      late.signal,
    )
  } catch (error) {
    throw [stop, late.signal].find(({ aborted }) => aborted)?.reason ?? error
  } finally {
    clearTimeout(timer)
  }
}

/** Notes an outcome even where PostgreSQL is away for a moment: forgetting it would send the mail once more. */
async function noted<T>({ times, stop }: Sender, note: () => Promise<T>): Promise<T> {
  const until = performance.now() + times.leaseMs
  for (;;) {
    try {
      return await note()
    } catch (error) {
      if (stop.aborted || performance.now() > until) throw error
      await sleep(200)
    }
  }
}

/** The content of a mail; `code` is the secret that its row carried sealed. */
export type RenderMail = (mail: { kind: QueuedMail['kind']; payload: unknown; code: string | null }) => {
  subject: string
  html: string
  text: string
}

export type SenderTimes = {
  /** For how long a mail is this process's own. */
  leaseMs: number
  /** How long the server may take: up to the final dot, and for each answer. Shorter than the lease. */
  answerTimeoutMs: number
  pause: Pause
}

type Sender = Pick<Context, 'config' | 'keys' | 'db' | 'log' | 'tracing'> & {
  transport: MailTransport
  notes: MailNotes
  render: RenderMail
  figures: MailFigures
  times: SenderTimes
  /** Aborted when the process has waited long enough, and closes the connections. */
  stop: AbortSignal
}
