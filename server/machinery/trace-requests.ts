import type { App } from '../http.ts'
import type { Span, Tracing } from '../platform/tracing.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The span of this request, where requests are traced. */
    span: Span | null
  }
}

/**
 * One span a request, named by its route, below the one of a proxy that sends a traceparent. Where none does, the id that
 * nginx gave the request is the id of its trace. Probes are not traced.
 */
export function traceRequests(app: App, tracing: Tracing | undefined) {
  app.decorateRequest('span', null)
  if (!tracing) return
  app.addHook('onRequest', (request, reply, done) => {
    const { url: route = 'none', shed } = request.route
    if (shed === 'never') return done()
    const { traceparent } = request.headers
    const span = tracing.start(`${request.method} ${route}`, {
      kind: 'server',
      parent: typeof traceparent === 'string' ? traceparent : null,
      traceId: request.id,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'tradewind.request_id': request.id,
      },
    })
    request.span = span
    reply.raw.on('close', () => {
      span.set({ 'http.response.status_code': reply.statusCode })
      span.end(reply.statusCode >= 500)
    })
    done()
  })
  // Not before the body is read: what its stream calls back belongs to nothing.
  app.addHook('preValidation', ({ span }, _reply, done) => (span ? tracing.within(span, done) : done()))
}
