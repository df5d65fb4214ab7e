import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/**
 * A real SMTP server on loopback that keeps what it takes. `rules` changes how it answers, from now on: each may
 * throw `reply(code, text)`, wait, or `drop` the connection. What was dropped after the final dot is in
 * `taken`: that server had the mail.
 */
export async function startSmtpSink(rules: SinkRules = {}) {
  const taken: TakenMail[] = []
  const sink = { taken, rules, connections: 0, url: '', of, close, pause, resume }
  let server = create()
  let port = 0
  await resume()
  return sink

  function create() {
    return new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_, done) => {
        sink.connections++
        done()
      },
      onMailFrom: (address, _, done) => {
        answer(async () => sink.rules.from?.(address.address), done)
      },
      onRcptTo: (address, session, done) => {
        answer(async () => sink.rules.rcpt?.(address.address, dropper(session)), done)
      },
      onData: (stream, session, done) => {
        answer(async () => {
          const raw = await text(stream)
          const mail = {
            raw,
            messageId: header(raw, 'message-id'),
            subject: header(raw, 'subject'),
            to: session.envelope.rcptTo.map(({ address }) => address),
            at: performance.now(),
          }
          await sink.rules.data?.(mail, dropper(session))
          taken.push(mail)
          await sink.rules.afterDot?.(mail, dropper(session))
        }, done)
      },
    })
  }

  /** Starts to listen again, on the same port. */
  async function resume() {
    server.on('error', () => {})
    server.listen(port, '127.0.0.1')
    await once(server.server, 'listening')
    port = (server.server.address() as AddressInfo).port
    sink.url = `smtp://127.0.0.1:${port}`
  }

  /** Refuses connections and drops those there are. */
  async function pause() {
    for (const { _socket } of connectionsOf(server)) _socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    server = create()
  }

  async function close() {
    for (const { _socket } of connectionsOf(server)) _socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  function of(messageId: string) {
    return taken.filter((mail) => mail.messageId === messageId)
  }

  function dropper(session: SMTPServerSession) {
    return () => {
      for (const { id, _socket } of connectionsOf(server)) if (id === session.id) _socket.destroy()
    }
  }
}

export const reply = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

function answer(work: () => Promise<unknown>, done: (error?: Error | null) => void) {
  work().then(() => done(), done)
}

/** smtp-server keeps the sockets to itself, and has no way to cut one. */
const connectionsOf = (server: SMTPServer) =>
  [...server.connections] as unknown as { id: string; _socket: Socket }[]

const header = (raw: string, name: string) =>
  new RegExp(`^${name}: *(.*(?:\\r?\\n[ \\t].*)*)$`, 'im')
    .exec(raw)?.[1]
    ?.replace(/\r?\n[ \t]+/g, ' ')
    .trim() ?? ''

export type SmtpSink = Awaited<ReturnType<typeof startSmtpSink>>
export type TakenMail = { raw: string; messageId: string; subject: string; to: string[]; at: number }
type SinkRules = {
  from?(address: string): Promise<void> | void
  rcpt?(address: string, drop: () => void): Promise<void> | void
  data?(mail: TakenMail, drop: () => void): Promise<void> | void
  afterDot?(mail: TakenMail, drop: () => void): Promise<void> | void
}
