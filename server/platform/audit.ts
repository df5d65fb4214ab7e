import { newId } from './ids.ts'
import { rows, type Tx } from './postgres.ts'

/** Notes who did what to which thing, in the transaction that does it. `action` is `thing.verb`, such as `product.archived`. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await rows(
    tx,
    'insert into audit_log (id, actor_id, action, subject_id, detail, request_id) values ($1, $2, $3, $4, $5, $6)',
    [
      newId(),
      entry.actorId,
      entry.action,
      entry.subjectId,
      JSON.stringify(entry.detail ?? {}),
      entry.requestId,
    ],
  )
}

export type AuditEntry = {
  actorId: string | null
  action: string
  subjectId: string | null
  detail?: Record<string, unknown>
  requestId: string | null
}
