import type { Schemas } from './schema.ts'

/**
 * A call that did not succeed. `refused` tells that the server changed nothing; without it the outcome is unknown and the
 * same call may be made again only where that is harmless. Status 0: no answer came at all.
 */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  /** What is said of a field, by its path. */
  readonly fields: Record<string, FieldProblem>
  /** What a problem carries beside its text, such as the `lines` of out_of_stock. */
  readonly extra: Record<string, unknown>
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, problem: Partial<Schemas['Problem']>, retryAfterSeconds?: number) {
    super(problem.detail ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'no_answer' : 'unknown')
    this.fields = Object.fromEntries(
      (problem.errors ?? []).map(({ path, message }) => [path, new FieldProblem(path, message)]),
    )
    this.extra = problem
    this.retryAfterSeconds = retryAfterSeconds
  }

  get refused() {
    return refusals.has(this.status)
  }
}

/** What the server says of one field, in its own words. */
export class FieldProblem {
  readonly path: string
  readonly message: string

  constructor(path: string, message: string) {
    this.path = path
    this.message = message
  }
}

const refusals = new Set([400, 401, 403, 404, 409, 413, 415, 422, 428, 429, 503])
