import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, notFound, problem } from './errors.ts'
import type { App } from './http.ts'

/** The one place where what was thrown becomes an answer: problem+json for everything, also 404, 405 and malformed JSON. */
export function handleErrors(app: App) {
  app.setErrorHandler<FastifyError | AppError>((error, request, reply) => {
    const known = error instanceof AppError ? error : fromFastify(error)
    if (known.status >= 500) request.log.error({ err: known.cause ?? error }, 'request failed')
    return send(request, reply, known)
  })

  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(app, request.url)
    if (methods.length === 0 || methods.includes(request.method))
      return send(request, reply, notFound('There is nothing at this address.'))
    const detail = `This address takes ${methods.join(', ')}, not ${request.method}.`
    return send(
      request,
      reply,
      new AppError(405, 'method_not_allowed', detail, { headers: { allow: methods.join(', ') } }),
    )
  })
}

function send(request: FastifyRequest, reply: FastifyReply, error: AppError) {
  return reply
    .code(error.status)
    .headers(error.options.headers ?? {})
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem(error, request.id))
}

/** What Fastify itself refuses: validation, body too large, media type, malformed JSON. Anything else is a bug of ours. */
function fromFastify(error: FastifyError): AppError {
  if (error.validation) {
    const where = error.validationContext ?? 'body'
    const errors = error.validation.map((one) => ({
      path: pathOf(where, one.instancePath, one.params),
      message: one.message ?? 'is not valid',
    }))
    return new AppError(400, 'invalid_input', `Some of the ${where} is not as it should be: see errors.`, {
      errors,
    })
  }
  const known = fastifyErrors[error.code]
  if (known) return new AppError(known[0], known[1], known[2])
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500)
    return new AppError(status, 'bad_request', error.message, { cause: error })
  const detail = 'Something went wrong on our side. Try again; if it stays, tell us the requestId.'
  return new AppError(500, 'internal_error', detail, { cause: error })
}

function pathOf(where: string, instancePath: string, params: Record<string, unknown>) {
  const inner = instancePath.split('/').filter(Boolean)
  const extra = params.missingProperty ?? params.additionalProperty
  return [
    ...(where === 'body' ? [] : [where]),
    ...inner,
    ...(extra === undefined ? [] : [String(extra)]),
  ].join('.')
}

function methodsAt(app: App, address: string) {
  const url = address.split('?', 1)[0] as string
  try {
    return ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter(
      (method) => app.findRoute({ method, url }) !== null,
    )
  } catch {
    return []
  }
}

const fastifyErrors: Record<string, [status: number, code: string, detail: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unsupported_media_type',
    'Send the body as application/json, or as the type that the API reference names.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'body_empty', 'The body is empty although it is announced as JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'body_malformed', 'The body is not JSON that can be read.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'body_malformed', 'The body is not as long as it was announced.'],
}
