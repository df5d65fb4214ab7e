import type { FastifyReply, FastifyRequest } from 'fastify'
import { counter, histogram, type Metrics } from '../platform/metrics.ts'

/** Tells of a request once it is over. */
export type RequestLog = (request: FastifyRequest, reply: FastifyReply) => void

/**
 * One log line and one observation a request, when its answer has gone or its client has. A line names the route, never
 * the address: ids and what was searched for stay out of it. What failed on our side stands in the same line.
 */
export function createRequestLog(metrics: Metrics): RequestLog {
  const durations = histogram(
    metrics,
    'http_request_duration_seconds',
    'From the headers of a request to the end of its answer',
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    ['method', 'route', 'status'],
  )
  const problems = counter(metrics, 'http_problems_total', 'Refusals and failures by the code told', 'code')
  return (request, reply) => {
    const startedAt = performance.now()
    reply.raw.once('close', () => {
      const ms = performance.now() - startedAt
      const route = request.routeOptions.url ?? 'none'
      durations.observe({ method: methodOf(request), route, status: statusClass(reply) }, ms / 1000)
      if (request.problemCode) problems.inc({ code: request.problemCode })
      request.log[level(request, reply.statusCode)](line(request, reply, route, ms), 'request')
    })
  }
}

/** A client may call a method what it likes, where no route is. */
const methodOf = ({ method }: FastifyRequest) => (methods.has(method) ? method : 'other')
const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])
const statusClass = ({ statusCode }: FastifyReply) => `${Math.floor(statusCode / 100)}xx`

function line(request: FastifyRequest, reply: FastifyReply, route: string, ms: number) {
  const bytes = reply.getHeader('content-length')
  return {
    method: request.method,
    route,
    status: reply.statusCode,
    ms: Math.round(ms * 10) / 10,
    ...(bytes !== undefined && { bytes: Number(bytes) }),
    ...(request.problemCode && { code: request.problemCode }),
    ...(request.principal && { userId: request.principal.userId }),
    ...(!reply.raw.writableEnded && { aborted: true }),
    ...(request.failure != null && { err: request.failure }),
  }
}

function level({ routeOptions }: FastifyRequest, status: number) {
  if (status === 503) return 'warn'
  if (status >= 500) return 'error'
  return routeOptions.config.shed === 'never' ? 'debug' : 'info'
}
