import type { FastifyRequest } from 'fastify'
import { invalid, notFound } from '../errors.ts'
import type { App } from '../http.ts'

/**
 * Refuses in one place what no route can use: a request without a Host, text that PostgreSQL cannot hold (a null byte,
 * half a surrogate pair), JSON nested deeper than any schema (S52), and fields where no body is taken (S36).
 */
export function refuseBadRequests(app: App) {
  // RFC 9110, 10.1.1: an expectation other than 100-continue may be ignored; Node's own 417 would have no body.
  app.server.on('checkExpectation', app.routing)
  app.addHook('onRequest', (request, _reply, done) => {
    const hostMissing = request.raw.httpVersion === '1.1' && request.headers.host === undefined
    done(hostMissing ? invalid('host_missing', 'The request names no Host. Send the header.') : undefined)
  })
  app.addHook('preValidation', (request, _reply, done) => done(refusal(request)))
}

function refusal(request: FastifyRequest) {
  const { params, query, body } = request
  if (!areTexts(params as object)) return notFound('There is nothing at this address.')
  if (!areTexts(query as object)) return notText('query')
  if (body === undefined) return undefined
  if (!isText(body)) return notText('body')
  return request.is404 || request.routeOptions.schema?.body ? undefined : unaskedFields(body)
}

function unaskedFields(body: unknown) {
  const fields = isPlain(body) ? Object.keys(body) : []
  if (fields.length === 0) return undefined
  const errors = fields.map((path) => ({ path, message: 'is not taken here' }))
  return invalid('invalid_input', 'This address takes no body. Leave it out.', errors)
}

/** Whether all text in a parsed value, its keys too, can be stored. Streams and buffers are not looked into. */
function isText(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isStorable(value)
  return !isPlain(value) || areTexts(value, depth)
}

function areTexts(value: object, depth = 0): boolean {
  if (depth >= maxDepth) return false
  for (const key of Object.keys(value))
    if (!isStorable(key) || !isText((value as Record<string, unknown>)[key], depth + 1)) return false
  return true
}

const maxDepth = 32

/** Whether PostgreSQL can hold a text. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

const isPlain = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

const notText = (where: string) =>
  invalid(
    'invalid_input',
    `The ${where} holds a null byte, half a character or too many levels. Send plain text.`,
  )
