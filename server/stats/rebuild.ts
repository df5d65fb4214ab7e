import type { Pool } from '../platform/postgres.ts'
import { becomeOnlyWriterAtLeisure } from './queries.ts'
import { rebuiltFigures } from './rebuild-queries.ts'

/**
 * Makes every figure anew from the tables of truth, while orders go on and readers see the old figures. The consumer
 * waits meanwhile. It is right because the snapshot is taken after the lock: whatever the consumer has counted was
 * committed before and is in the snapshot, so replacing the figures loses nothing; and every thing's version is kept,
 * so that an event of what the snapshot held is ignored when it comes, and a later one counts the difference.
 */
export const rebuildStats = (db: Pool): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query({ text: 'set transaction isolation level repeatable read' })
    await becomeOnlyWriterAtLeisure(tx)
    for (const figures of rebuiltFigures) await figures(tx)
  })
