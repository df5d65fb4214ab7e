import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { answerError } from '../error-handler.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../platform/log.ts'
import { fieldLines, statusLine } from './raw-head.ts'
import type { RequestLog } from './request-log.ts'
import { answerHeaders } from './security-headers.ts'
import { wholeProblem } from './whole-problem.ts'

/**
 * Answers what Node's parser refuses before there is a request (malformed HTTP, headers too large, a client too slow)
 * as every other error is answered, then closes the connection.
 */
export function answerMalformedHttp(config: Config, log: Log) {
  const fixed = fieldLines(Object.entries(answerHeaders(config)).flat())
  return (error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: { _headerSent: boolean } }) => {
    // As in Node's own handler: an answer that has begun cannot be followed by another.
    if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?._headerSent) {
      socket.destroy()
      return
    }
    const refusal = refusals[error.code ?? ''] ?? malformed
    const requestId = randomUUID()
    log.info({ requestId, status: refusal.status, cause: error.code }, 'request refused by the HTTP parser')
    const { body, fields } = wholeProblem(refusal, requestId)
    const last = fieldLines(['x-request-id', requestId, 'connection', 'close'])
    socket.end(`${statusLine(refusal.status)}${fixed}${fields}${last}\r\n${body}`, () => socket.destroy())
  }
}

/** Answers what Fastify refuses before a route is chosen, when no hook has run yet. */
export function answerFrameworkErrors(config: Config, requestLog: RequestLog) {
  const headers = answerHeaders(config)
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    requestLog.follow(request, reply)
    return answerError(error, request, reply.headers(headers).header('x-request-id', request.id))
  }
}

const malformed = new AppError(400, 'request_malformed', 'The request is not HTTP that can be read.')
const refusals: Record<string, AppError> = {
  HPE_HEADER_OVERFLOW: new AppError(
    431,
    'headers_too_large',
    'The headers are larger than 16 kB. Send fewer cookies.',
  ),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new AppError(
    413,
    'body_too_large',
    'The body carries chunk extensions that are too large.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new AppError(
    408,
    'request_timeout',
    'The request did not arrive in time. Send it again, faster.',
  ),
}
