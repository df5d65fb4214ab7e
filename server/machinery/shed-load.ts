import type { ServerResponse } from 'node:http'
import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type AppError, overloaded } from '../errors.ts'
import type { App } from '../http.ts'
import { watchEventLoop } from '../platform/event-loop.ts'
import { gauge, total } from '../platform/metrics.ts'
import type { Line } from '../platform/shared-transactions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which requests are refused under load: reading what is public first, the rest later, orders last, probes never. */
    shed?: keyof typeof shares | 'never'
    /** What the route would refuse a request with now, whoever sent it: asked before the token and the body are looked at. */
    refusal?(): AppError | undefined
  }
}

/** Of its limits, how much of them a request may find taken. Whoever has filled his cart is not turned away for those who still do. */
const shares = { early: 0.5, late: 0.8, last: 1 }

/**
 * Refuses with a 503 what the node cannot answer soon, before any work is done for it: beyond so many requests in
 * flight, or once the event loop is late. Placing an order is refused at these limits, browsing at half of them and all else
 * at four fifths; and while orders or additions to carts are slow all browsing but what a fifth of the connections to PostgreSQL
 * answers, so that orders go through (O4).
 */
export function shedLoad(app: App, { config, metrics, requests, buying }: LoadContext): Shedding {
  const { maxRequestsInFlight, maxEventLoopDelayMs, databasePoolSize } = config
  let browsing = 0
  const loop = watchEventLoop()
  const why = 'Requests refused because the node had too much to do'
  const shed = { early: 0, late: 0, last: 0 }
  total(metrics, 'http_requests_shed_total', why, () => shed, 'order')
  gauge(metrics, 'http_requests_in_flight', 'Requests being answered', () => requests.inFlight)
  gauge(
    metrics,
    'tradewind_event_loop_delay_seconds',
    'How late the event loop is, as load shedding sees it',
    () => loop.delayMs() / 1000,
  )
  app.addHook('onListen', async () => loop.forget())
  app.addHook('onClose', async () => loop.close())

  function refusal(order: Order) {
    if (order === 'never' || !isTooMuch(order)) return undefined
    shed[order]++
    return overloaded()
  }

  function noted(refused: AppError | undefined) {
    if (refused) {
      requests.refused++
      requests.refusedAt = performance.now()
    }
    return refused
  }

  const refusalOf = (request: Asked) => noted(refusal(orderOf(request)) ?? request.route.refusal?.())

  app.addHook('onRequest', (request, _reply, done) => done(refusalOf(request)))
  // Counted from here on, with the body read: a client that is slow to send takes nobody's place (S65). Asked once more,
  // since of requests that came together each was let in before any of them was counted.
  app.addHook('preValidation', (request, reply, done) => {
    const order = orderOf(request)
    const refused = noted(refusal(order))
    if (refused) return done(refused)
    count(reply.raw, order)
    done()
  })

  function isTooMuch(order: keyof typeof shares) {
    const share = shares[order]
    if (order === 'early' && browsing >= databasePoolSize / 5 && buying.some((line) => line.isSlow()))
      return true
    return requests.inFlight >= maxRequestsInFlight * share || loop.delayMs() > maxEventLoopDelayMs * share
  }

  function count(response: ServerResponse, order: Order) {
    const isBrowsing = Number(order === 'early')
    requests.inFlight++
    requests.letIn++
    browsing += isBrowsing
    response.on('close', () => {
      requests.inFlight--
      browsing -= isBrowsing
    })
  }

  return { isTooMuch, refusalOf, count }
}

/** For what is answered past the hooks. */
export type Shedding = {
  isTooMuch(order: keyof typeof shares): boolean
  /** What a request is refused with before its token and its body are looked at. */
  refusalOf(request: Asked): AppError | undefined
  /** Counts a request as in flight until its answer has gone. */
  count(response: ServerResponse, order: Order): void
}

type LoadContext = Pick<Context, 'config' | 'metrics' | 'requests'> & {
  /** The lines of those who order, and of those who fill their carts. */
  buying: Pick<Line, 'isSlow'>[]
}
type Order = NonNullable<FastifyContextConfig['shed']>
type Asked = Pick<FastifyRequest, 'method' | 'route'>

function orderOf({ method, route }: Asked): Order {
  if (route.shed) return route.shed
  const isPublic = route.access === undefined || route.access === 'public'
  return isPublic && (method === 'GET' || method === 'HEAD') ? 'early' : 'late'
}
