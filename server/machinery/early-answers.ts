import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'
import { earlyRefusals } from './early-refusals.ts'
import { datedLines, fieldLines, statusLine } from './raw-head.ts'
import type { RequestLog } from './request-log.ts'
import { answerHeaders } from './security-headers.ts'
import { requestIdOf } from './server-options.ts'
import type { Shedding } from './shed-load.ts'
import { warmAnswers } from './warm-answers.ts'

/**
 * Answers before Fastify hears of it what is asked for over and over, and what must be refused because there is too much to
 * do: the hooks cost more than all the rest of such an answer. Anything unusual goes the usual way, and is answered the same.
 * What came in one turn of the event loop is read first and answered then, so many at a time: under load an answer costs a
 * third less so.
 * The head of an answer is put together here, since node:http looks at each of its names and values again every time.
 */
export function answerEarly(app: App, { config, shedding, requestLog, isTraced }: Options) {
  const warm = warmAnswers(app, shedding)
  const refusal = earlyRefusals(app, shedding)
  if (isTraced) return
  const { 'cache-control': _, ...fixed } = answerHeaders(config)
  const fixedFields = fieldLines(Object.entries(fixed).flat())
  const keepAlive = `timeout=${Math.floor(app.server.keepAliveTimeout / 1000)}`
  const stays = datedLines(fixedFields + fieldLines(['connection', 'keep-alive', 'keep-alive', keepAlive]))
  const ends = datedLines(fixedFields + fieldLines(['connection', 'close']))
  const [usual] = app.server.listeners('request') as [RequestListener]
  let due: Due[] = []
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })

  function answered(request: IncomingMessage, response: ServerResponse): boolean {
    const isUnusual = request.httpVersionMinor !== 1 || !response.shouldKeepAlive
    if (draining || isUnusual || request.headers.host === undefined) return false
    const startedAt = performance.now()
    const answer = request.method === 'GET' ? warm(request) : refusal(request)
    if (!answer) return false
    const waiting = due.push({ request, response, answer, startedAt })
    if (waiting === 1) setImmediate(sendAll)
    else if (waiting === together) sendAll()
    return true
  }

  function sendAll() {
    const all = due
    due = []
    for (const one of all) send(one)
  }

  function send({ request, response, answer, startedAt }: Due) {
    const { id = requestIdOf(request), status, fields, body, route, problemCode = null } = answer
    response.statusCode = status
    const [text, bytes] = typeof body === 'string' ? [body] : ['', body]
    // Where node:http keeps a head until the body comes, or its end. A text goes along: both are written as they are.
    ;(response as Headed)._header =
      `${statusLine(status)}${draining ? ends() : stays()}${fields}x-request-id: ${id}\r\n\r\n${text}`
    if (draining) response.on('finish', () => request.socket.destroySoon())
    response.end(bytes)
    const told = { id, method: request.method as string, route, principal: null, problemCode, failure: null }
    const reply = { raw: response, getHeader: () => body?.length }
    // What the kernel has taken, or whose client has gone, is over: it is in flight no more, and no event tells of its end.
    if (response.destroyed || response.socket?.writableLength === 0) requestLog.tell(told, reply, startedAt)
    else {
      shedding.count(response, problemCode ? 'late' : 'early')
      requestLog.follow(told, reply)
    }
  }

  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    if (!answered(request, response)) usual(request, response)
  })
}

/**
 * `fields` are the lines of its head (`fieldLines`), without those that every answer of the node carries; `id` is the request's,
 * where the body has it. A body that is a string is ASCII.
 */
export type EarlyAnswer = {
  id?: string
  status: number
  fields: string
  body?: Buffer | string | undefined
  route: FastifyRequest['route']
  problemCode?: string
}

/**
 * Enough that the code which reads, and then the code which writes, runs many times in a row; what belongs to many more is in no
 * core's cache any more when it is their turn.
 */
const together = 32

/** An answer that goes out by the end of the turn of the event loop in which its request was read. */
type Due = { request: IncomingMessage; response: ServerResponse; answer: EarlyAnswer; startedAt: number }
type Headed = ServerResponse & { _header: string }

type Options = { config: Config; shedding: Shedding; requestLog: RequestLog; isTraced: boolean }
