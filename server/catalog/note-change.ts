import { appendEvents } from '../platform/outbox.ts'
import type { Tx } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'

/** Tells the consumers of a product's new version, which the transaction holds locked. Ring `eventsWritten` after the commit. */
export const noteChange = (
  tx: Tx,
  { id, version, archived }: { id: string; version: number; archived: boolean },
  { requestId }: Actor,
) =>
  appendEvents(tx, [
    {
      topic: 'product-changed',
      key: id,
      sequence: version,
      payload: { productId: id, archived },
      requestId,
    },
  ])
