import type { Pool } from '../platform/postgres.ts'
import { sweptMails } from './queries.ts'

/**
 * Deletes mails of which nobody asks any more, and answers in how many ms to come again. A mail about an order stays until
 * nothing can happen to that order: each of its events first makes sure of its confirmation, which would go out once
 * more (I15).
 */
export async function sweepMails(db: Pool): Promise<number> {
  const swept = await db.transaction((tx) => sweptMails(tx, batchSize))
  return swept < batchSize ? 10 * 60_000 : 1_000
}

const batchSize = 1_000
