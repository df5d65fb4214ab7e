import type { FastifyReply, FastifyRequest } from 'fastify'
import { distribution } from '../platform/distribution.ts'
import { type Log, plainLines } from '../platform/log.ts'
import { type Metrics, total } from '../platform/metrics.ts'
import { refusalsTogether } from './refusals-together.ts'

/** Tells of requests, each once it is over. */
export type RequestLog = {
  /** Tells of it when its answer has gone or its client has. */
  follow(request: Told, reply: Reply): void
  /** Tells of one that is over, and came at `startedAt` (of `performance.now()`). */
  tell(request: Told, reply: Reply, startedAt: number): void
  /** Tells of the refusals that were only counted so far. */
  tellRefusals(): void
}

type Told = Pick<FastifyRequest, 'id' | 'method' | 'route' | 'principal' | 'problemCode' | 'failure'>
type Reply = Pick<FastifyReply, 'raw' | 'getHeader'>

/**
 * One log line and one observation a request; of refusals because there is too much to do, only the first of each second have
 * a line of their own. A line names the route, never the address: ids and what was searched for stay out of it. What failed on
 * our side stands in the same line.
 */
export function createRequestLog(log: Log, metrics: Metrics): RequestLog {
  const tookSeconds = distribution({
    metrics,
    name: 'http_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer',
    bounds: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    labelNames: ['method', 'route', 'status'],
  })
  const problems: Record<string, number> = {}
  total(metrics, 'http_problems_total', 'Refusals and failures by the code told', () => problems, 'code')
  const refusals = refusalsTogether(log)
  const plain = { info: plainLines(log, 'info', 'request'), warn: plainLines(log, 'warn', 'request') }

  const kinds = new Map<Told['route'], Map<string, Kind[]>>()

  function kindOf({ route, method }: Told, status: number): Kind {
    const ofRoute = kinds.get(route) ?? new Map<string, Kind[]>()
    kinds.set(route, ofRoute)
    const byStatus = ofRoute.get(method) ?? []
    ofRoute.set(method, byStatus)
    const url = route?.url ?? 'none'
    byStatus[status] ??= {
      level: levelOf(route, status),
      fields: JSON.stringify({ method, route: url, status }).slice(1, -1),
      took: tookSeconds(methods.has(method) ? method : 'other', url, `${Math.floor(status / 100)}xx`),
    }
    return byStatus[status]
  }

  function tell(request: Told, reply: Reply, startedAt: number) {
    const ms = performance.now() - startedAt
    const { failure, problemCode } = request
    const { level, fields, took } = kindOf(request, reply.raw.statusCode)
    took(ms / 1000)
    if (problemCode) problems[problemCode] = (problems[problemCode] ?? 0) + 1
    if (problemCode === 'overloaded' && failure == null && refusals.takes(fields)) return
    const line = lineOf(request, reply, fields, ms)
    if ((level === 'info' || level === 'warn') && failure == null) plain[level](line)
    else log[level]({ ...JSON.parse(`{${line}}`), ...(failure != null && { err: failure }) }, 'request')
  }

  return {
    tell,
    tellRefusals: refusals.tell,
    follow(request, reply) {
      const startedAt = performance.now()
      reply.raw.on('close', () => tell(request, reply, startedAt))
    },
  }
}

/** What requests of one route, method and status have in common, worked out once. `fields` are JSON. */
type Kind = {
  level: 'debug' | 'info' | 'warn' | 'error'
  fields: string
  took: (seconds: number) => void
}

/** A client may call a method what it likes, where no route is. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

/** As JSON, made by hand: ids and codes are ours, or were looked at, and have nothing to escape. */
function lineOf({ id, problemCode, principal }: Told, reply: Reply, fields: string, ms: number) {
  const bytes = reply.getHeader('content-length')
  let line = `"requestId":"${id}",${fields},"ms":${Math.round(ms * 10) / 10}`
  if (bytes !== undefined) line += `,"bytes":${bytes}`
  if (problemCode) line += `,"code":"${problemCode}"`
  if (principal) line += `,"userId":"${principal.userId}"`
  if (!reply.raw.writableEnded) line += ',"aborted":true'
  return line
}

function levelOf(route: Told['route'], status: number) {
  if (status === 503) return 'warn'
  if (status >= 500) return 'error'
  return route?.shed === 'never' ? 'debug' : 'info'
}
