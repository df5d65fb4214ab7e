import type { Context } from '../../context.ts'
import { deletedOldApplied } from '../event-queries.ts'
import { type Loop, startLoop } from '../loop.ts'
import { appliedKeptDays } from '../relay.ts'

/** Deletes the notes of applied events that are older than anything the topics still hold, a bounded number at a time. */
export const sweepApplied = ({ db, log }: Pick<Context, 'db' | 'log'>): Loop =>
  startLoop({
    name: 'the sweep of applied events',
    log,
    work: async () =>
      (await db.transaction((tx) => deletedOldApplied(tx, appliedKeptDays, batchSize))) < batchSize
        ? 60_000
        : 100,
  })

const batchSize = 2_000
