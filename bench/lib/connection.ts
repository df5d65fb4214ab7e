import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * A connection that asks for one thing after the other, and reads of each answer its head and where it ends: for generators on
 * the cores of the shop that they load, from which clients that understand all of HTTP would take more. One that the shop
 * closes is opened anew; one that nobody needs for a while stays open. @throws when nobody listens.
 */
export async function connectTo(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url)
  let head = ''
  let bodyLeft = 0
  let answer: PromiseWithResolvers<Answer> | undefined
  let socket = await open()

  async function open() {
    const opened = connect({ host: hostname, port: Number(port), noDelay: true, timeout: 10_000 })
    await once(opened, 'connect')
    head = ''
    bodyLeft = 0
    return opened
      .on('data', read)
      .on('timeout', () => answer && opened.destroy())
      .on('error', () => {})
      .on('close', () =>
        answer?.reject(new Error(`${url} gave no answer within 10 s, or closed its connection`)),
      )
  }

  function read(this: Socket, chunk: Buffer) {
    if (bodyLeft > 0) bodyLeft -= chunk.length
    else {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
      if (length === undefined) {
        answer?.reject(new Error(`${url} answered without Content-Length: ${head}`))
        this.destroy()
        return
      }
      bodyLeft = Number(length) - (head.length - end - 4)
      head = head.slice(0, end)
    }
    if (bodyLeft > 0) return
    const whole = { status: Number(head.slice(9, 12)), head }
    head = ''
    answer?.resolve(whole)
    answer = undefined
    if (/\r\nconnection: *close/i.test(whole.head)) this.destroy()
  }

  return {
    async ask(request) {
      if (socket.destroyed) socket = await open()
      answer = Promise.withResolvers()
      socket.write(request, 'latin1')
      return answer.promise
    },
    close: () => void socket.destroy(),
  }
}

export type Connection = {
  /** Sends a request, of ASCII alone. @throws when there is no answer. */
  ask(request: string): Promise<Answer>
  close(): void
}

/** `head` is its status line and headers, as they came. */
export type Answer = { status: number; head: string }
