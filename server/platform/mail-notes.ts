import { type Lease, notedSent, renewedLeases } from './mail-queries.ts'
import type { Pool } from './postgres.ts'
import { shareTransactions } from './shared-transactions.ts'

/**
 * What has to be in PostgreSQL before a mail's final dot and right after the answer to it: what comes while a transaction
 * is under way is noted together in the next, so that many connections cost few transactions, and none waits for a timer.
 */
export function shareMailNotes(db: Pool, leaseMs: number): MailNotes {
  const options = {
    maxWaiting: Number.POSITIVE_INFINITY,
    maxWaitMs: Number.POSITIVE_INFINITY,
    ownerOf: ({ id }: Lease) => id,
  }
  // A lease that a crash of PostgreSQL did not renew ends when it would have anyway.
  const redone: Pick<Pool, 'transaction'> = {
    transaction: (work, how) => db.transaction(work, { ...how, isRedone: true }),
  }
  return {
    renewed: shareTransactions(
      redone,
      async (tx, leases) => {
        const held = await renewedLeases(tx, leases, leaseMs)
        const ids = new Set(held.map(({ id }) => id))
        return leases.map(({ id }) => ids.has(id))
      },
      options,
    ),
    sent: shareTransactions(
      db,
      async (tx, leases) => {
        const delays = new Map(
          (await notedSent(tx, leases)).map(({ id, delaySeconds }) => [id, delaySeconds]),
        )
        return leases.map(({ id }) => delays.get(id))
      },
      options,
    ),
  }
}

export type MailNotes = {
  /** Makes the lease of a mail last anew, and answers whether it is still this process's. */
  renewed(mail: Lease): Promise<boolean>
  /** Notes that a mail has gone: after how many seconds, or undefined when that was noted before. */
  sent(mail: Lease): Promise<number | undefined>
}
