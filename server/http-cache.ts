import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './platform/read-through.ts'

/** Sends an answer of the cache as it is, or 304 where the client has it. Browsers keep it and ask each time. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag, state }: Answer,
  type = 'application/json; charset=utf-8',
) {
  reply.header('x-cache', state)
  return sendTagged(request, reply.type(type), body, etag)
}

/** Sends what has an ETag, or 304 where the client has it. A compressed body's tag is a weak one. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  etag: string,
  cacheControl = 'no-cache',
) {
  const sent = reply.hasHeader('content-encoding') ? `W/${etag}` : etag
  reply.headers({ 'cache-control': cacheControl, etag: sent })
  if (!holds(request.headers['if-none-match'], etag)) return reply.send(body)
  return reply.removeHeader('content-encoding').removeHeader('content-type').code(304).send()
}

/** Compares weakly: a proxy that compresses turns our ETag into a weak one. */
function holds(ifNoneMatch: string | undefined, etag: string) {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((one) => {
    const tag = one.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
