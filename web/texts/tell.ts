import { ApiError } from '../api/problem.ts'
import { reportError } from '../api/report-error.ts'
import { t } from './texts.ts'

/** What a person is told of something that failed, in their language where the shop has words for it. */
export function tell(problem: unknown): string {
  if (!(problem instanceof ApiError)) {
    reportError(problem)
    return t('problem.unknown')
  }
  if (problem.status === 0) return navigator.onLine ? t('problem.no_answer') : t('problem.offline')
  if (problem.status === 401 && problem.code !== 'bad_credentials') return t('problem.session')
  if (problem.status === 429)
    return t('problem.too_many_requests', { seconds: problem.retryAfterSeconds ?? 60 })
  if (problem.status === 503) return t('problem.overloaded')
  const code = known.find((one) => one === problem.code)
  return code ? t(`problem.${code}`) : problem.message || t('problem.unknown')
}

/** By the `code` of a refusal. What is not here is told in the server's own words, which are English. */
const known = [
  'bad_credentials',
  'otp_invalid',
  'password_weak',
  'quantity_limit',
  'cart_full',
  'not_found',
] as const
