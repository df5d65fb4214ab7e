import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What a back end does with a request that has arrived whole. */
export type Behaviour = (request: Arrival, response: ServerResponse) => void

/**
 * A server in the place of a node, for faults that no node would commit. `arrivals` are the requests that it has read to
 * their end, whatever became of them.
 */
export async function startBackEnd(behaviour: Behaviour = answerOk, at = { host: '127.0.0.1', port: 0 }) {
  let behave = behaviour
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ keepAliveTimeout: 75_000 }, async (request, response) => {
    const body = await buffer(request).catch(() => undefined)
    if (!body) return
    const arrival = { ...pick(request), bytes: body.length }
    arrivals.push(arrival)
    behave(arrival, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const open = async (port: number) => {
    server.listen(port, at.host)
    await once(server, 'listening')
  }
  await open(at.port)
  const { port } = server.address() as AddressInfo
  const die = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.resetAndDestroy()
    await closed
  }
  return {
    host: at.host,
    port,
    arrivals,
    does(next: Behaviour) {
      behave = next
    },
    /** As if it were killed: whatever is open breaks, and nobody listens any more. */
    die,
    rise: () => open(port),
    close: die,
  }
}

export const answerOk: Behaviour = (_request, response) => answer(response, 200, { ok: true })
export const answerBusy: Behaviour = (_request, response) => answer(response, 503, { code: 'overloaded' })
/** Reads the request and breaks the connection: whether it did something, nobody knows. */
export const breakOff: Behaviour = (_request, { socket }) => socket?.resetAndDestroy()
export const beSilent: Behaviour = () => {}
/** Tells what it has heard. */
export const echo: Behaviour = (request, response) => answer(response, 200, request)

function answer(response: ServerResponse, status: number, body: unknown) {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': text.length, 'retry-after': '7' }
  response.writeHead(status, headers).end(text)
}

const pick = ({ method, url, headers }: IncomingMessage) => ({ method, url, headers })

type Arrival = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { bytes: number }
export type BackEnd = Awaited<ReturnType<typeof startBackEnd>>
