import { type PassThrough, Readable } from 'node:stream'
import nodemailer from 'nodemailer'
import { writtenMail } from './write-mail.ts'

/**
 * SMTP over a few kept connections. `send` calls `beforeDot` when the whole mail is with the server but for the final
 * dot, which makes the server take it: when that throws, the connection is closed and the server forgets the mail.
 * Nothing is tried twice in here: the queue in PostgreSQL decides when to try again.
 */
export function createMailTransport({ url, connections, answerTimeoutMs }: TransportOptions): MailTransport {
  const transporter = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxRequeues: 0,
    connectionTimeout: 5_000,
    greetingTimeout: 10_000,
    dnsTimeout: 5_000,
    socketTimeout: answerTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const gates = new Map<string, () => Promise<void>>()
  transporter.use('stream', (mail, done) => {
    const gate = gates.get(mail.message.messageId())
    if (gate)
      mail.message.createReadStream = () =>
        Readable.from(gated(writtenMail(mail.message), gate)) as PassThrough
    done()
  })
  return {
    async send(mail, beforeDot, signal) {
      gates.set(mail.messageId, beforeDot)
      try {
        await transporter.sendMail({
          ...mail,
          to: { name: '', address: mail.to },
          headers: { 'auto-submitted': 'auto-generated' },
          signal,
        })
      } finally {
        gates.delete(mail.messageId)
      }
    },
    close: () => transporter.close({ force: true }),
  }
}

/**
 * Why the server will never take a mail, or undefined when it may later. Only its word on the recipient or the content
 * is final: refusing the sender, the login or the connection is about us, and somebody will mend it.
 */
export function finalRefusal(error: unknown): string | undefined {
  const { responseCode = 0, command, code, message } = error as SmtpError
  if (code === 'EENVELOPE' && command === 'API') return message
  const final = responseCode >= 500 && responseCode !== 503 && responseCode < 600
  return final && (command === 'RCPT TO' || command === 'DATA') ? message : undefined
}

/** A generator starts when it is read, which is after the server has asked for the content; a transform would at once. */
async function* gated(content: string, gate: () => Promise<void>) {
  yield Buffer.from(content)
  await gate()
}

type TransportOptions = { url: string; connections: number; answerTimeoutMs: number }
type SmtpError = { responseCode?: number; command?: string; code?: string; message: string }

export type MailTransport = {
  send(mail: OutgoingMail, beforeDot: () => Promise<void>, signal: AbortSignal): Promise<void>
  close(): void
}
export type OutgoingMail = {
  from: { name: string; address: string }
  to: string
  messageId: string
  date: Date
  subject: string
  html: string
  text: string
}
