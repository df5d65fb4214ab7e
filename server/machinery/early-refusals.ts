import type { IncomingMessage } from 'node:http'
import type { FastifyContextConfig } from 'fastify'
import { problem } from '../errors.ts'
import type { App } from '../http.ts'
import type { EarlyAnswer } from './early-answers.ts'
import type { Shedding } from './shed-load.ts'

/**
 * What a request to a route whose line is full is refused with, as `shedLoad` would refuse it. Under three times as much as a
 * node can do two of three answers are these, and what they cost is missing for the third (O2).
 */
export function earlyRefusals(app: App, shedding: Shedding) {
  const routes = new Map<string, FastifyContextConfig & { url: string }>()
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.refusal) routes.set(`${method} ${url}`, { ...config, url })
  })

  return ({ method, url }: IncomingMessage, id: string): EarlyAnswer | undefined => {
    const route = routes.get(`${method} ${url}`)
    const refused = route && (shedding.refusal('late') ?? route.refusal?.())
    if (!refused) return undefined
    const body = JSON.stringify(problem(refused, id))
    const headers = ['cache-control', 'no-store', 'content-type', 'application/problem+json']
    for (const [name, value] of Object.entries(refused.options.headers ?? {})) headers.push(name, value)
    headers.push('content-length', String(Buffer.byteLength(body)))
    return { status: refused.status, headers, body, route, problemCode: refused.code }
  }
}
