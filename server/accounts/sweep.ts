import type { Pool } from '../platform/postgres.ts'
import {
  sweptCodeMails,
  sweptRegistrations,
  sweptResets,
  sweptRevocations,
  sweptSessions,
} from './queries/sweep.ts'

const sweeps = [sweptRegistrations, sweptCodeMails, sweptResets, sweptRevocations, sweptSessions]

/** Deletes what nothing asks for any more (old registrations, resets, revocations, sessions), and answers in how many ms to come again. */
export async function sweepAccounts(db: Pool): Promise<number> {
  const swept = []
  for (const sweep of sweeps) swept.push(await db.transaction(sweep))
  return swept.includes(1_000) ? 1_000 : 10 * 60_000
}
