import type { ReplayedEvent } from '../../contracts/admin.ts'
import type { Context } from '../context.ts'
import { recordAudit } from '../platform/audit.ts'
import { replayDeadLetter } from '../replay-dead-letter.ts'

/**
 * Gives a dead letter once more to its consumer, in the name of an admin.
 * @throws 404 when there is none, 409 when it was replayed before or fails again, with the reason.
 */
export async function replayEvent(
  context: Context,
  actorId: string,
  id: string,
  requestId: string,
): Promise<ReplayedEvent> {
  const { failedAt, replayedAt, ...letter } = await replayDeadLetter(context, id)
  const { consumer, eventId, topic } = letter
  await context.db.transaction((tx) =>
    recordAudit(tx, {
      actorId,
      action: 'event.replayed',
      subjectId: id,
      detail: { consumer, eventId, topic },
      requestId,
    }),
  )
  return {
    ...letter,
    state: 'replayed',
    at: failedAt.toISOString(),
    replayedAt: replayedAt?.toISOString() ?? null,
  }
}
