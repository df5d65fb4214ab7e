import { Readable } from 'node:stream'
import SMTPPool from 'nodemailer/lib/smtp-pool'
import { envelopeOf, type OutgoingMail, writtenMail } from './write-mail.ts'

/**
 * SMTP over a few kept connections. `send` calls `beforeDot` when the whole mail is with the server but for the final
 * dot, which makes the server take it: when that throws, the connection is closed and the server forgets the mail.
 * Nothing is tried twice in here: the queue in PostgreSQL decides when to try again.
 */
export function createMailTransport({ url, connections, answerTimeoutMs }: TransportOptions): MailTransport {
  const pool = new SMTPPool({
    url,
    maxConnections: connections,
    maxRequeues: 0,
    connectionTimeout: 5_000,
    greetingTimeout: 10_000,
    dnsTimeout: 5_000,
    socketTimeout: answerTimeoutMs,
  })
  return {
    send: (mail, beforeDot, signal) =>
      new Promise((resolve, reject) => {
        const envelope = envelopeOf(mail)
        // Written here, since what throws where the pool asks for it is caught by nobody.
        const content = writtenMail(mail)
        // What the pool asks of a mail that was composed.
        const message = {
          getEnvelope: () => envelope,
          messageId: () => mail.messageId,
          getHeader: () => mail.messageId,
          createReadStream: () => Readable.from(gated(content, beforeDot)),
        }
        pool.send({ data: { signal }, message } as unknown as Parameters<typeof pool.send>[0], (error) =>
          error ? reject(error) : resolve(),
        )
      }),
    close: () => pool.close({ force: true }),
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
async function* gated(content: Buffer, gate: () => Promise<void>) {
  yield content
  await gate()
}

type TransportOptions = { url: string; connections: number; answerTimeoutMs: number }
type SmtpError = { responseCode?: number; command?: string; code?: string; message: string }

export type MailTransport = {
  send(mail: OutgoingMail, beforeDot: () => Promise<void>, signal: AbortSignal): Promise<void>
  close(): void
}
