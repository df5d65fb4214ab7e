import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between the shop and a server it needs, and breaks the way between them. */
export async function startTcpProxy(targetPort: number) {
  const sockets = new Set<Socket>()
  let mode: 'open' | 'cut' | 'hole' = 'open'
  let delayMs = 0
  let slices: (() => number) | undefined
  let trap: { word: string; passesOn: boolean } | undefined
  const server = createServer((client) => {
    if (mode === 'cut') return client.destroy()
    const target = connect(targetPort, '127.0.0.1')
    for (const socket of [client, target]) socket.setNoDelay(true)
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => {
        const trapped = mode === 'open' && trap !== undefined && chunk.includes(trap.word)
        if (mode === 'open' && (!trapped || trap?.passesOn))
          if (delayMs > 0) setTimeout(() => to.write(chunk), delayMs)
          else for (const piece of slices ? piecesOf(chunk, slices) : [chunk]) to.write(piece)
        if (trapped) mode = 'hole'
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    /** Ends every connection and takes no new one. */
    cut() {
      mode = 'cut'
      breakAll()
    },
    /** Keeps every connection open and lets nothing through. */
    hole() {
      mode = 'hole'
    },
    /** The same from the moment that somebody says this word, which still comes through or is the first to be lost. */
    holeAt(word: string, passesOn: boolean) {
      trap = { word, passesOn }
    },
    /** Lets everything through, each way so much later. */
    slow(ms: number) {
      delayMs = ms
    },
    /** Lets everything through in pieces of so many bytes, each a packet of its own. */
    slice(bytes: () => number) {
      slices = bytes
    },
    heal() {
      delayMs = 0
      slices = undefined
      trap = undefined
      if (mode === 'hole') breakAll()
      mode = 'open'
    },
    async close() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}

function piecesOf(chunk: Buffer, bytes: () => number) {
  const pieces: Buffer[] = []
  for (let from = 0; from < chunk.length; from += (pieces.at(-1) as Buffer).length)
    pieces.push(chunk.subarray(from, from + bytes()))
  return pieces
}

export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>
