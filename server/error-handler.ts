import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, notFound, overloaded, problem } from './errors.ts'
import type { App } from './http.ts'
import { invalidInput } from './invalid-input.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What went wrong on our side, for the request's one log line. */
    failure: unknown
    /** The code of the problem that it was answered with. */
    problemCode: string | null
  }
}

/**
 * The one place where what was thrown becomes an answer: problem+json for everything, also 404, 405 and malformed JSON.
 * `elsewhere` answers what no route does, or returns undefined.
 */
export function handleErrors(app: App, elsewhere: (request: FastifyRequest, reply: FastifyReply) => unknown) {
  app.decorateRequest('failure', null)
  app.decorateRequest('problemCode', null)
  app.setErrorHandler<FastifyError | AppError>(answerError)

  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(app, request.url)
    const answered = methods.length === 0 ? elsewhere(request, reply) : undefined
    if (answered !== undefined) return answered
    if (methods.length === 0 || methods.includes(request.method))
      throw notFound('There is nothing at this address.')
    const detail = `This address takes ${methods.join(', ')}, not ${request.method}.`
    const headers = { allow: methods.join(', ') }
    return answerError(new AppError(405, 'method_not_allowed', detail, { headers }), request, reply)
  })
}

/** Answers with the problem that an error stands for. */
export function answerError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) {
  const known = error instanceof AppError ? error : fromFastify(error)
  // That there is too much to do is told by its code, and needs no more of a log that has to keep up.
  if (known.status >= 500 && error.code !== 'overloaded') request.failure = known.options.cause ?? error
  request.problemCode = known.code
  for (const name of headersOfSuccess) reply.removeHeader(name)
  return reply
    .code(known.status)
    .headers({ 'cache-control': 'no-store', ...known.options.headers })
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem(known, request.id))
}

/** What a route may have said already about the answer that it then could not give. */
const headersOfSuccess = [
  'etag',
  'last-modified',
  'content-encoding',
  'content-disposition',
  'content-length',
]

/** What Fastify itself refuses: validation, body too large, media type, malformed JSON. Anything else is a bug of ours. */
function fromFastify(error: FastifyError): AppError {
  if (error.validation) return invalidInput(error.validation, error.validationContext ?? 'body')
  if (error.code === lockTimeout) return overloaded()
  const known = knownErrors[error.code]
  if (known) return new AppError(...known)
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500)
    return new AppError(status, 'bad_request', 'The request cannot be read. Check how it is written.')
  const detail = 'Something went wrong on our side. Try again; if it stays, tell us the requestId.'
  return new AppError(500, 'internal_error', detail, { cause: error })
}

function methodsAt(app: App, address: string) {
  const url = address.split('?', 1)[0] as string
  try {
    return ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'].filter(
      (method) => app.findRoute({ method, url }) !== null,
    )
  } catch {
    return []
  }
}

const notText: KnownError = [
  400,
  'invalid_input',
  'The text holds characters that cannot be stored, such as a null byte. Send plain text.',
]

const knownErrors: Record<string, KnownError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unsupported_media_type',
    'Send the body as application/json, or as the type that the API reference names.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'body_malformed', 'The body is not JSON that can be read.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'body_malformed', 'The body is not as long as it was announced.'],
  FST_ERR_BAD_URL: [
    400,
    'address_malformed',
    'This address cannot be read: a % in it is not followed by two digits.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: [
    414,
    'address_too_long',
    'A part of this address is longer than any id or name here.',
  ],
  // PostgreSQL on text that came another way than refuseBadRequests looks: in a file, in a cursor.
  '22021': notText,
  '22P05': notText,
}

/** PostgreSQL's, of a statement that waited for a lock longer than it may: what it was to change is as it was. */
const lockTimeout = '55P03'

type KnownError = [status: number, code: string, detail: string]
