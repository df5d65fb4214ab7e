import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection on which bytes are written as they are, for what no HTTP client would send. */
export async function rawConnection(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => {})
  let received = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    received += chunk
  })
  // Not once(), which rejects when the other side resets the connection: that too is an end.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    socket: socket as Socket,
    /** What has arrived so far. */
    text: () => received,
    /** Waits until the text received matches. */
    async until(pattern: RegExp) {
      while (!pattern.test(received)) {
        if (socket.closed) throw new Error(`closed after ${JSON.stringify(received)}`)
        await Promise.race([once(socket, 'data'), closed])
      }
      return received
    },
    /** Everything up to the end of the connection, which the other side must bring about within `limitMs`. */
    async end(limitMs = 5_000) {
      const late = AbortSignal.timeout(limitMs)
      await Promise.race([
        closed,
        once(late, 'abort').then(() => {
          socket.destroy()
          throw new Error(`still open after ${limitMs} ms; received ${JSON.stringify(received)}`)
        }),
      ])
      return received
    },
  }
}

/** Sends text and answers with all that comes back until the server closes. */
export async function rawExchange(port: number, text: string, limitMs?: number) {
  const connection = await rawConnection(port)
  connection.socket.write(text, 'latin1')
  return parse(await connection.end(limitMs))
}

/** The first answer of what was received: its status, headers in lower case, and body (chunks undone by length only). */
export function parse(received: string) {
  const [head = '', ...rest] = received.split('\r\n\r\n')
  const [start = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  return { status: Number(start.split(' ')[1]), headers, body: rest.join('\r\n\r\n') }
}
