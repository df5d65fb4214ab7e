import type { ServerResponse } from 'node:http'
import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type AppError, overloaded } from '../errors.ts'
import type { App } from '../http.ts'
import { watchEventLoop } from '../platform/event-loop.ts'
import { counter, gauge } from '../platform/metrics.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which requests are refused under load: reading what is public first, the rest later, probes never. */
    shed?: 'early' | 'late' | 'never'
    /** What the route would refuse a request with now, whoever sent it: asked before the token and the body are looked at. */
    refusal?(): AppError | undefined
  }
}

/**
 * Refuses with a 503 what the node cannot answer soon, before any work is done for it: beyond so many requests in
 * flight, or once the event loop is late. Browsing is refused at half of the limits, so that orders go through (O4).
 */
export function shedLoad(app: App, { config, metrics, requests }: LoadContext): Shedding {
  const { maxRequestsInFlight, maxEventLoopDelayMs } = config
  const loop = watchEventLoop()
  const why = 'Requests refused because the node had too much to do'
  const shed = counter(metrics, 'http_requests_shed_total', why, 'order', ['early', 'late'])
  gauge(metrics, 'http_requests_in_flight', 'Requests being answered', () => requests.inFlight)
  gauge(
    metrics,
    'tradewind_event_loop_delay_seconds',
    'How late the event loop is, as load shedding sees it',
    () => loop.delayMs() / 1000,
  )
  app.addHook('onListen', async () => loop.forget())
  app.addHook('onClose', async () => loop.close())

  function refusal({ method, route }: FastifyRequest) {
    const order = route.shed ?? defaultOrder(method, route)
    if (order === 'never' || !isTooMuch(order)) return undefined
    shed.inc({ order })
    return overloaded()
  }

  app.addHook('onRequest', (request, _reply, done) => done(refusal(request) ?? request.route.refusal?.()))
  // Counted from here on, with the body read: a client that is slow to send takes nobody's place (S65). Asked once more,
  // since of requests that came together each was let in before any of them was counted.
  app.addHook('preValidation', (request, reply, done) => {
    const refused = refusal(request)
    if (refused) return done(refused)
    count(reply.raw)
    done()
  })

  function isTooMuch(order: 'early' | 'late') {
    const share = order === 'early' ? 0.5 : 1
    return requests.inFlight >= maxRequestsInFlight * share || loop.delayMs() > maxEventLoopDelayMs * share
  }

  function count(response: ServerResponse) {
    requests.inFlight++
    response.on('close', () => requests.inFlight--)
  }

  return { isTooMuch, count }
}

/** For what is answered past the hooks. */
export type Shedding = {
  isTooMuch(order: 'early' | 'late'): boolean
  /** Counts a request as in flight until its answer has gone. */
  count(response: ServerResponse): void
}

type LoadContext = Pick<Context, 'config' | 'metrics' | 'requests'>

function defaultOrder(method: string, { access }: FastifyContextConfig) {
  const isPublic = access === undefined || access === 'public'
  return isPublic && (method === 'GET' || method === 'HEAD') ? 'early' : 'late'
}
