import { Readable } from 'node:stream'
import MimeNode from 'nodemailer/lib/mime-node'
import SMTPPool from 'nodemailer/lib/smtp-pool'
import { envelopeAddress, type OutgoingMail, writtenMail } from './write-mail.ts'

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
        // What the pool reads of a mail: nothing that was to be composed.
        const written = { data: { signal }, message: new WrittenMail(mail, beforeDot) }
        pool.send(written as unknown as Parameters<typeof pool.send>[0], (error) =>
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

/** A mail for nodemailer's pool, which asks for its parts where nobody would catch what they throw: they are there by then. */
class WrittenMail extends MimeNode {
  readonly #envelope: { from: string; to: string[] }
  readonly #content: Buffer
  readonly #beforeDot: () => Promise<void>

  constructor(mail: OutgoingMail, beforeDot: () => Promise<void>) {
    super()
    this.setHeader('Message-ID', mail.messageId)
    this.#envelope = { from: envelopeAddress(mail.from.address), to: [envelopeAddress(mail.to)] }
    this.#content = writtenMail(mail)
    this.#beforeDot = beforeDot
  }

  override getEnvelope() {
    return this.#envelope
  }

  override createReadStream() {
    return gated(this.#content, this.#beforeDot)
  }
}

/** It is read when the server has asked for the content, and ends when the gate has opened. */
function gated(content: Buffer, gate: () => Promise<void>) {
  let isWith = false
  return new Readable({
    read() {
      if (!isWith) {
        isWith = true
        this.push(content)
      } else
        gate().then(
          () => this.push(null),
          (error) => this.destroy(error),
        )
    },
  })
}

type TransportOptions = { url: string; connections: number; answerTimeoutMs: number }
type SmtpError = { responseCode?: number; command?: string; code?: string; message: string }

export type MailTransport = {
  send(mail: OutgoingMail, beforeDot: () => Promise<void>, signal: AbortSignal): Promise<void>
  close(): void
}
