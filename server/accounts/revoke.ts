import type { Context } from '../context.ts'
import type { RevokedRow } from './queries/sessions.ts'

/** Makes revocations effective on this node at once, after the transaction that wrote them; the others read them within 400 ms. */
export function announce({ sessions }: Pick<Context, 'sessions'>, revoked: RevokedRow[]) {
  sessions.revoke(
    revoked.map(({ session_id, through_epoch }) => ({ sessionId: session_id, throughEpoch: through_epoch })),
  )
}
