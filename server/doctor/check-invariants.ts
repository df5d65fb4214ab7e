import { checkInvariants } from '../check-invariants.ts'
import { type Db, rows } from '../platform/postgres.ts'
import { type Finding, fail, ok } from './finding.ts'

/** Whether what must always be true of orders, stock and ledger is true now, in one snapshot. */
export async function checkData(db: Db): Promise<Finding> {
  const violations = await checkInvariants((text, values) => rows(db, text, values))
  const [first] = violations
  if (!first) return ok('invariants', 'all hold')
  const what = `${violations.length} violations, first ${first.id} (${first.rule}) ${first.subject}: ${first.detail}`
  return fail(
    'invariants',
    what,
    'Make a backup now, then report this as a bug with the lines of the log about it.',
  )
}
