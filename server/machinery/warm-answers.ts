import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { App } from '../http.ts'
import { shapeOf } from '../http-cache.ts'
import type { Answer } from '../platform/read-through.ts'
import type { EarlyAnswer } from './early-answers.ts'
import { fieldLines } from './raw-head.ts'
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
 * What the hooks would find out about a request that is asked over and over is known from the last one at the same address;
 * decided anew is only what may have changed: whether the answer is still good, whether the node has too much to do, what
 * the client has.
 */
export function warmAnswers(app: App, shedding: Shedding) {
  const warm: WarmAnswers = new LRUCache({ max: 1_000 })
  app.decorate('warmAnswers', warm)

  return (request: IncomingMessage): EarlyAnswer | undefined => {
    const known = warm.get(request.url as string)
    if (!known || !isPlain(request) || shedding.isTooMuch('early')) return undefined
    const answer = known.again()
    const shape = answer && shapeOf(answer, request.headers, known.type)
    if (!shape || shape instanceof Promise) return undefined
    const { status, headers, body } = shape
    return { status, fields: fieldLines(headers), body, route: known.route }
  }
}

/** Whether nothing about it asks for more than its address says. */
const isPlain = ({ headers }: IncomingMessage) =>
  headers['content-length'] === undefined && headers['transfer-encoding'] === undefined
