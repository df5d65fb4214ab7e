import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'
import { shapeOf } from '../http-cache.ts'
import type { Answer } from '../platform/read-through.ts'
import type { RequestLog } from './request-log.ts'
import { answerHeaders } from './security-headers.ts'
import { requestIdOf } from './server-options.ts'
import type { Shedding } from './shed-load.ts'

declare module 'fastify' {
  interface FastifyInstance {
    warmAnswers: WarmAnswers
  }
}

/** By the address as it was sent: what a public route answered from the cache, and may again while that is good. */
export type WarmAnswers = LRUCache<string, Warm>
export type Warm = { again: Answer['again']; type: string; route: FastifyRequest['route'] }

/**
 * Answers what is asked for over and over before Fastify hears of it. What the hooks would find out about such a request
 * is known from the last one at the same address; decided anew is only what may have changed: whether the answer is
 * still good, whether the node has too much to do, what the client has. Anything unusual goes the usual way, and is
 * answered the same.
 */
export function answerWarm(app: App, { config, shedding, requestLog, isTraced }: Options) {
  const warm: WarmAnswers = new LRUCache({ max: 1_000 })
  app.decorate('warmAnswers', warm)
  if (isTraced) return
  const { 'cache-control': _, ...fixed } = answerHeaders(config)
  const fixedHeaders = Object.entries(fixed).flat()
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })

  function answered(request: IncomingMessage, response: ServerResponse): boolean {
    const known = request.method === 'GET' && !draining ? warm.get(request.url as string) : undefined
    if (!known || !isPlain(request) || shedding.isTooMuch('early')) return false
    const startedAt = performance.now()
    const answer = known.again()
    const shape = answer && shapeOf(answer, request.headers, known.type)
    if (!shape || shape instanceof Promise) return false
    const { status, headers, body } = shape
    const id = requestIdOf(request)
    response.writeHead(status, [...fixedHeaders, 'x-request-id', id, ...headers])
    response.end(body)
    const told = { id, method: 'GET', route: known.route, principal: null, problemCode: null, failure: null }
    const reply = { raw: response, getHeader: () => body?.length }
    // What the kernel has taken is over: it is in flight no more, and nobody needs to wait for its end.
    if (response.socket?.writableLength === 0) requestLog.tell(told, reply, startedAt)
    else {
      shedding.count(response, 'early')
      requestLog.follow(told, reply)
    }
    return true
  }

  const [usual] = app.server.listeners('request') as ((...given: unknown[]) => void)[]
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    if (!answered(request, response)) usual?.(request, response)
  })
}

/** Whether nothing about it asks for more than its address says. */
const isPlain = ({ headers }: IncomingMessage) =>
  headers.host !== undefined &&
  headers['content-length'] === undefined &&
  headers['transfer-encoding'] === undefined

type Options = { config: Config; shedding: Shedding; requestLog: RequestLog; isTraced: boolean }
