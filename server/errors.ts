import { STATUS_CODES } from 'node:http'
import type { Problem } from '../contracts/errors.ts'

/** What a person is told: a status, a stable code, and a sentence that says what happened and what to do. */
export class AppError extends Error {
  readonly status: number
  readonly code: string
  readonly options: ErrorOptions

  constructor(status: number, code: string, detail: string, options: ErrorOptions = {}) {
    super(detail, { cause: options.cause })
    this.status = status
    this.code = code
    this.options = options
  }
}

export const invalid = (code: string, detail: string, errors?: FieldError[]) =>
  new AppError(400, code, detail, errors && { errors })
export const unauthorized = (code: string, detail: string) =>
  new AppError(401, code, detail, { headers: { 'www-authenticate': 'Bearer' } })
export const forbidden = (code: string, detail: string) => new AppError(403, code, detail)
export const notFound = (detail = 'There is nothing here by that id, or it is not yours.') =>
  new AppError(404, 'not_found', detail)
export const conflict = (code: string, detail: string, extra?: Record<string, unknown>) =>
  new AppError(409, code, detail, extra && { extra })
export const tooLarge = (code: string, detail: string) => new AppError(413, code, detail)
export const unsupportedType = (code: string, detail: string) => new AppError(415, code, detail)
export const tooManyRequests = (detail: string, retryAfterSeconds: number) =>
  new AppError(429, 'too_many_requests', detail, { headers: retryAfter(retryAfterSeconds) })
export const overloaded = (retryAfterSeconds = 1, detail = veryBusy) => {
  const headers = retryAfter(retryAfterSeconds)
  const bySeconds = refusals.get(detail) ?? new Map<string, AppError>()
  const error = bySeconds.get(headers['retry-after']) ?? new AppError(503, 'overloaded', detail, { headers })
  refusals.set(detail, bySeconds.set(headers['retry-after'], error))
  return error
}
const veryBusy = 'The shop is very busy and did nothing with this request. Try again in a moment.'
/** Each is made once: a node that has too much to do spends nothing on where it said so. */
const refusals = new Map<string, Map<string, AppError>>()
export const unavailable = (cause: unknown) =>
  new AppError(
    503,
    'unavailable',
    'The shop cannot reach its database and did nothing with this request. Try again in a moment.',
    {
      headers: retryAfter(2),
      cause,
    },
  )
export const noRoom = (cause: unknown) =>
  new AppError(
    503,
    'no_room',
    'The shop has no room to store this and did nothing with this request. Try again in a few minutes.',
    { headers: retryAfter(60), cause },
  )

/** The body of an error as every client sees it. */
export function problem(error: AppError, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.options.errors && { errors: error.options.errors }),
    ...error.options.extra,
  }
}

const retryAfter = (seconds: number) => ({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) })

export type FieldError = { path: string; message: string }
export type ErrorOptions = {
  headers?: Record<string, string>
  errors?: FieldError[]
  extra?: Record<string, unknown>
  cause?: unknown
}
