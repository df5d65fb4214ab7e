import { type ChangeLog, type Changes, followChanges } from '../platform/change-log.ts'
import type { Log } from '../platform/log.ts'
import { type Loop, startLoop } from '../platform/loop.ts'
import type { Db, Pool } from '../platform/postgres.ts'
import { changesSince, foldedCounts, sweptChanges } from './change-queries.ts'

/** Past this many changed products between two looks, all count as changed. */
const mostChanges = 1000

/**
 * Follows the catalogue's change log, so that no page outlives by more than a second what it shows (I22). `listDb`
 * serves this alone, so that it stays on time however busy the shop's pool is.
 */
export function followCatalog(listDb: Db, log: Log): ChangeLog {
  let lookedAt: string | null = null
  return followChanges({
    name: 'the change log of the catalogue',
    log,
    async changesSince(snapshot): Promise<Changes> {
      const found = await changesSince(listDb, snapshot ?? null, lookedAt)
      if (!found) throw new Error('the change log answered nothing')
      lookedAt = found.at
      const ids = found.product_ids.filter((id) => id !== null)
      const all = found.lapsed || ids.length < found.product_ids.length || ids.length > mostChanges
      return { snapshot: found.snapshot, origin: found.origin, subjects: all ? 'all' : ids }
    },
  })
}

/**
 * Keeps the counts and the change log short, a round a minute. What every snapshot of 11 rounds ago saw has been seen
 * by all who follow; should this node's minutes be short, the statement asks PostgreSQL's clock. Every node sweeps.
 */
export function sweepCatalog(db: Pool, log: Log): Loop {
  const marks: { snapshot: string; at: string }[] = []
  return startLoop({
    name: 'the sweep of the change log',
    log,
    async work() {
      const now = await changesSince(db, null, null)
      if (now) marks.push(now)
      const mark = marks.length > 11 ? marks.shift() : undefined
      await db.transaction(async (tx) => {
        await foldedCounts(tx)
        if (mark) await sweptChanges(tx, mark.snapshot, mark.at)
      })
      return 60_000
    },
  })
}
