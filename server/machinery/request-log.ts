import type { FastifyReply, FastifyRequest } from 'fastify'
import { distribution } from '../platform/distribution.ts'
import { type Log, plainLines } from '../platform/log.ts'
import { counter, type Metrics } from '../platform/metrics.ts'

/** Tells of requests, each once it is over. */
export type RequestLog = {
  /** Tells of it when its answer has gone or its client has. */
  follow(request: Told, reply: Reply): void
  /** Tells of one that is over, and came at `startedAt` (of `performance.now()`). */
  tell(request: Told, reply: Reply, startedAt: number): void
}

type Told = Pick<FastifyRequest, 'id' | 'method' | 'route' | 'principal' | 'problemCode' | 'failure'>
type Reply = Pick<FastifyReply, 'raw' | 'getHeader'>

/**
 * One log line and one observation a request. A line names the route, never the address: ids and what was searched for
 * stay out of it. What failed on our side stands in the same line.
 */
export function createRequestLog(log: Log, metrics: Metrics): RequestLog {
  const tookSeconds = distribution({
    metrics,
    name: 'http_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer',
    bounds: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    labelNames: ['method', 'route', 'status'],
  })
  const problems = counter(metrics, 'http_problems_total', 'Refusals and failures by the code told', 'code')
  const plain = { info: plainLines(log, 'info', 'request'), warn: plainLines(log, 'warn', 'request') }

  function tell(request: Told, reply: Reply, startedAt: number) {
    const ms = performance.now() - startedAt
    const { failure, problemCode } = request
    const fields = fieldsOf(request, reply, ms)
    const { route, status } = fields
    tookSeconds(ms / 1000, methodOf(request), route, `${Math.floor(status / 100)}xx`)
    if (problemCode) problems.inc({ code: problemCode })
    const level = levelOf(request, status)
    if ((level === 'info' || level === 'warn') && failure == null) plain[level](fields)
    else log[level]({ ...fields, ...(failure != null && { err: failure }) }, 'request')
  }

  return {
    tell,
    follow(request, reply) {
      const startedAt = performance.now()
      reply.raw.on('close', () => tell(request, reply, startedAt))
    },
  }
}

/** A client may call a method what it likes, where no route is. */
const methodOf = ({ method }: Told) => (methods.has(method) ? method : 'other')
const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

/** What is undefined is in no line. */
function fieldsOf({ id, method, route, problemCode, principal }: Told, reply: Reply, ms: number) {
  const bytes = reply.getHeader('content-length')
  return {
    requestId: id,
    method,
    route: route?.url ?? 'none',
    status: reply.raw.statusCode,
    ms: Math.round(ms * 10) / 10,
    bytes: bytes === undefined ? undefined : Number(bytes),
    code: problemCode ?? undefined,
    userId: principal?.userId,
    aborted: reply.raw.writableEnded ? undefined : true,
  }
}

function levelOf({ route }: Told, status: number) {
  if (status === 503) return 'warn'
  if (status >= 500) return 'error'
  return route?.shed === 'never' ? 'debug' : 'info'
}
