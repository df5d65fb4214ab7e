import type { IncomingMessage } from 'node:http'
import type { FastifyContextConfig } from 'fastify'
import type { App } from '../http.ts'
import type { EarlyAnswer } from './early-answers.ts'
import { fieldLines } from './raw-head.ts'
import { requestIdOf } from './server-options.ts'
import type { Shedding } from './shed-load.ts'
import { wholeProblem } from './whole-problem.ts'

/**
 * What a request to a route whose line is full is refused with, as `shedLoad` would refuse it; one with parameters in its
 * address goes the usual way. Under three times as much as a
 * node can do two of three answers are these, and what they cost is missing for the third (O2).
 */
export function earlyRefusals(app: App, shedding: Shedding) {
  const routes = new Map<string, Map<string, FastifyContextConfig & { url: string }>>()
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.refusal) return
    const byMethod = routes.get(url) ?? new Map()
    routes.set(url, byMethod.set(`${method}`, { ...config, url }))
  })

  return (request: IncomingMessage): EarlyAnswer | undefined => {
    const method = request.method as string
    const route = routes.get(request.url as string)?.get(method)
    const refused = route && shedding.refusalOf({ method, route })
    if (!refused) return undefined
    ;(request as Unread)._dumpAndCloseReadable()
    const id = requestIdOf(request)
    const { body, fields } = wholeProblem(refused, id)
    return { id, status: refused.status, fields: fields + uncached, body, route, problemCode: refused.code }
  }
}

/** What comes of a body is thrown away. node:http does so with what has none (`optimizeEmptyRequests`), and has no public name for it. */
type Unread = IncomingMessage & { _dumpAndCloseReadable(): void }

const uncached = fieldLines(['cache-control', 'no-store'])
