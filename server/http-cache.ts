import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './platform/read-through.ts'

/** Sends an answer of the cache as it is, or 304 where the client has it. Browsers keep it and ask each time. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, { body, etag, state }: Answer) {
  reply.headers({ 'cache-control': 'no-cache', etag, 'x-cache': state })
  if (holds(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}

/** Compares weakly: a proxy that compresses turns our ETag into a weak one. */
function holds(ifNoneMatch: string | undefined, etag: string) {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((one) => {
    const tag = one.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
