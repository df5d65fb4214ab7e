import type { FieldProblem } from '../api/problem.ts'
import { t } from './texts.ts'

/** What the server says of a field, in the reader's language; what is not known here stays as it said it, in English. */
export function tellField({ path, message }: FieldProblem): string {
  for (const [words, text] of known) {
    const found = words.exec(message)
    if (found) return text(found[1] ?? '', found[2] ?? '', found[3] ?? '')
  }
  if (!message.startsWith('must match pattern')) return message
  return t(path === 'email' ? 'field.email' : path === 'price' ? 'field.number' : 'field.malformed')
}

/** The server's own words, and those of ajv, its validator, with what they name. */
const known: [RegExp, (first: string, second: string, third: string) => string][] = [
  [/^is missing|^must have required property|^must NOT have fewer than 1 char/, () => t('field.missing')],
  [/^must NOT have fewer than (\d+) characters$/, (limit) => t('field.tooShort', { limit })],
  [/^must NOT have more than (\d+) characters$/, (limit) => t('field.tooLong', { limit })],
  [/^must be >= (-?\d+)$/, (limit) => t('field.least', { limit })],
  [/^must be <= (-?\d+)$/, (limit) => t('field.most', { limit })],
  [/^must be (?:an )?(?:integer|number)$/, () => t('field.number')],
  [
    /^must be an amount of \w+ from (\S+) to (\S+), such as (\S+)$/,
    (least, most, example) => t('field.amount', { least, most, example }),
  ],
  [/^is not an e-mail address$/, () => t('field.email')],
  [/^is too easy to guess$/, () => t('problem.password_weak')],
  [/^is not your password$/, () => t('problem.wrong_password')],
]
