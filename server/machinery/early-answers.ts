import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'
import { earlyRefusals } from './early-refusals.ts'
import type { RequestLog } from './request-log.ts'
import { answerHeaders } from './security-headers.ts'
import { requestIdOf } from './server-options.ts'
import type { Shedding } from './shed-load.ts'
import { warmAnswers } from './warm-answers.ts'

/**
 * Answers before Fastify hears of it what is asked for over and over, and what must be refused because there is too much to
 * do: the hooks cost more than all the rest of such an answer. Anything unusual goes the usual way, and is answered the same.
 * What came in one turn of the event loop is all read first and answered then: under load an answer costs a third less so.
 */
export function answerEarly(app: App, { config, shedding, requestLog, isTraced }: Options) {
  const warm = warmAnswers(app, shedding)
  const refusal = earlyRefusals(app, shedding)
  if (isTraced) return
  const { 'cache-control': _, ...fixed } = answerHeaders(config)
  const fixedHeaders = Object.entries(fixed).flat()
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })

  function answered(request: IncomingMessage, response: ServerResponse): boolean {
    if (draining || request.headers.host === undefined) return false
    const startedAt = performance.now()
    const answer = request.method === 'GET' ? warm(request) : refusal(request)
    if (!answer) return false
    setImmediate(send, request, response, answer, startedAt)
    return true
  }

  function send(request: IncomingMessage, response: ServerResponse, answer: EarlyAnswer, startedAt: number) {
    const { id = requestIdOf(request), status, headers, body, route, problemCode = null } = answer
    if (draining) response.shouldKeepAlive = false
    response.writeHead(status, [...fixedHeaders, 'x-request-id', id, ...headers])
    response.end(body)
    const told = { id, method: request.method as string, route, principal: null, problemCode, failure: null }
    const reply = { raw: response, getHeader: () => body?.length }
    // What the kernel has taken, or whose client has gone, is over: it is in flight no more, and no event tells of its end.
    if (response.destroyed || response.socket?.writableLength === 0) requestLog.tell(told, reply, startedAt)
    else {
      shedding.count(response, problemCode ? 'late' : 'early')
      requestLog.follow(told, reply)
    }
  }

  const [usual] = app.server.listeners('request') as ((...given: unknown[]) => void)[]
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    if (!answered(request, response)) usual?.(request, response)
  })
}

/**
 * `headers` are names and values by turns, without those that every answer of the node carries; `id` is the request's, where the
 * body has it.
 */
export type EarlyAnswer = {
  id?: string
  status: number
  headers: string[]
  body?: Buffer | string | undefined
  route: FastifyRequest['route']
  problemCode?: string
}

type Options = { config: Config; shedding: Shedding; requestLog: RequestLog; isTraced: boolean }
