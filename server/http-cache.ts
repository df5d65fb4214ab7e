import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { preferredEncoding } from './platform/encoding.ts'
import type { Answer } from './platform/read-through.ts'

/**
 * Sends an answer of the cache, compressed where the client takes that, or 304 where it has it: in the same turn where
 * the answer is there. Browsers keep it and ask each time. What is public is kept warm for whoever asks next.
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer | Promise<Answer>,
  type = 'application/json; charset=utf-8',
): Promise<void> | undefined {
  if (answer instanceof Promise) return answer.then((one) => sendAnswer(request, reply, one, type))
  const { url, method, route, server } = request
  if (answer.state === 'hit' && method === 'GET' && route.access === 'public' && !route.perClient)
    server.warmAnswers.set(url, { again: answer.again, type, route })
  const shape = shapeOf(answer, request.headers, type)
  if (shape instanceof Promise) return shape.then((one) => send(reply, one))
  send(reply, shape)
  return undefined
}

function send(reply: FastifyReply, { status, headers, body }: Shape) {
  for (let i = 0; i < headers.length; i += 2) reply.header(headers[i] as string, headers[i + 1])
  reply.code(status).send(body)
}

/** What goes out of an answer to a request with these headers; headers are names and values by turns. */
export function shapeOf(answer: Answer, asked: IncomingHttpHeaders, type: string): Shape | Promise<Shape> {
  const { body, compressed, etag, state } = answer
  const encoding = body.length < compressedFrom ? undefined : preferredEncoding(asked['accept-encoding'])
  const tag = encoding === undefined ? etag : `W/${etag}`
  const headers = ['x-cache', state, 'vary', 'accept-encoding', 'cache-control', 'no-cache', 'etag', tag]
  if (holds(asked['if-none-match'], etag)) return { status: 304, headers, body: undefined }
  headers.push('content-type', type)
  if (encoding !== undefined) headers.push('content-encoding', encoding)
  const bytes = encoding === undefined ? body : compressed(encoding)
  return bytes instanceof Promise ? bytes.then((one) => ok(headers, one)) : ok(headers, bytes)
}

function ok(headers: string[], body: Buffer): Shape {
  headers.push('content-length', String(body.length))
  return { status: 200, headers, body }
}

/** What is smaller is not worth it. */
const compressedFrom = 1_000

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

type Shape = { status: number; headers: string[]; body: Buffer | undefined }
