import { page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { timePosition } from '../platform/time-position.ts'
import { auditEntries } from './queries.ts'

/** One page of the audit log, the newest first. @throws 400 for a cursor of another list. */
export async function listAudit(db: Db, asked: Asked) {
  const { action = null, actor = null, subject = null } = asked
  const found = await auditEntries(
    db,
    { action, actor, subject },
    timePosition(asked.cursor),
    asked.limit + 1,
  )
  const { items, nextCursor } = page(found, asked.limit, (row) => [row.micros, row.id])
  return {
    items: items.map(({ micros: _, actorId, actorName, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      actor: actorId === null ? null : { id: actorId, name: actorName },
    })),
    nextCursor,
  }
}

type Asked = { limit: number; cursor?: string; action?: string; actor?: string; subject?: string }
