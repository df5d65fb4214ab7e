import { type Lease, type Note, notedMails } from './mail-queries.ts'
import type { Pool } from './postgres.ts'
import { shareTransactions } from './shared-transactions.ts'

/**
 * What has to be in PostgreSQL before a mail's final dot and right after the answer to it: what comes while a transaction
 * is under way is noted together in the next, so that many connections cost few transactions, and none waits for a timer.
 */
export function shareMailNotes(db: Pool, leaseMs: number): MailNotes {
  const note = shareTransactions(
    db,
    async (tx, notes: Note[]) => {
      const noted = new Map((await notedMails(tx, notes, leaseMs)).map((row) => [row.id, row]))
      return notes.map(({ id }) => noted.get(id))
    },
    {
      maxWaiting: Number.POSITIVE_INFINITY,
      maxWaitMs: Number.POSITIVE_INFINITY,
      ownerOf: ({ id }) => id,
    },
  )
  return {
    renewed: async ({ id, tries }) => (await note({ id, tries, gone: false })) !== undefined,
    sent: async ({ id, tries }) => (await note({ id, tries, gone: true }))?.delaySeconds ?? undefined,
  }
}

export type MailNotes = {
  /** Makes the lease of a mail last anew, and answers whether it is still this process's. */
  renewed(mail: Lease): Promise<boolean>
  /** Notes that a mail has gone: after how many seconds, or undefined when that was noted before. */
  sent(mail: Lease): Promise<number | undefined>
}
