import { ApiError, FieldProblem } from '../api/problem.ts'
import { reportError } from '../api/report-error.ts'
import { tellField } from './tell-field.ts'
import { t } from './texts.ts'

/** What a person is told of something that failed, in their language where the shop has words for it. */
export function tell(problem: unknown): string {
  if (problem instanceof FieldProblem) return tellField(problem)
  if (!(problem instanceof ApiError)) {
    reportError(problem)
    return t('problem.unknown')
  }
  const { status, code, fields, retryAfterSeconds, message } = problem
  if (status === 0) return navigator.onLine ? t('problem.no_answer') : t('problem.offline')
  if (status === 401 && code !== 'bad_credentials') return t('problem.session')
  if (status === 429) return t('problem.too_many_requests', { seconds: retryAfterSeconds ?? 60 })
  if (status === 503) return t('problem.overloaded')
  if (code === 'invalid_input' && Object.keys(fields).length > 0) return t('problem.fields')
  for (const words of wordsByCode) {
    const text = words(code)
    if (text !== undefined) return text
  }
  return message || t('problem.unknown')
}

const wordsByCode: ((code: string) => string | undefined)[] = []

/**
 * What is said of refusals by their `code`; a part of the app that comes later adds its own. What none knows is told as the
 * server did, in English.
 */
export function tellCodes<Code extends string>(codes: readonly Code[], say: (code: Code) => string) {
  wordsByCode.push((code) => {
    const known = codes.find((one) => one === code)
    return known && say(known)
  })
}

tellCodes(
  [
    'bad_credentials',
    'otp_invalid',
    'password_weak',
    'quantity_limit',
    'cart_full',
    'cart_empty',
    'not_found',
  ],
  (code) => t(`problem.${code}`),
)
