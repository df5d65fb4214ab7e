import type { ShopEvent } from '../../contracts/events.ts'
import type { Consumer, ConsumerContext } from './consumer.ts'
import { markApplied } from './event-queries.ts'
import type { Pool, Tx } from './postgres.ts'
import { traceEvents } from './trace-events.ts'
import { within } from './within.ts'

/**
 * Applies events to a consumer in one transaction: those it has applied before are left out, the others take effect
 * and are noted as applied, or nothing of it happens (I14). @throws what the handler throws.
 */
export const applyEvents = (db: Pool, consumer: Consumer, events: ShopEvent[], context: ConsumerContext) =>
  db.transaction((tx) => applyWithin(tx, consumer, events, context), { isPlannedOnce: true })

/** The same within the caller's transaction. */
export async function applyWithin(
  tx: Tx,
  consumer: Consumer,
  events: ShopEvent[],
  context: ConsumerContext,
): Promise<void> {
  if (events.length === 0) return
  const fresh = new Set(
    await markApplied(
      tx,
      consumer.name,
      events.map((event) => event.id),
    ),
  )
  // An event that came twice in one batch is taken once: delete answers true the first time.
  const toHandle = events.filter((event) => fresh.delete(event.id))
  if (toHandle.length > 0) await handleInTime(tx, consumer, toHandle, context)
}

/**
 * Calls the handler and gives up on it before PostgreSQL ends a transaction in which nothing happens. A handler that
 * hangs fails like any other, and what it still tries to write later is refused: the connection serves others by then.
 */
export async function handleInTime(
  tx: Tx,
  consumer: Consumer,
  events: ShopEvent[],
  context: ConsumerContext,
  timeoutMs = handlerTimeoutMs,
): Promise<void> {
  const late = () => new Error(`The handler of ${consumer.name} took longer than ${timeoutMs} ms`)
  const traced = traceEvents(context.tracing, consumer.name, events)
  let failed = true
  let open = true
  const handlerTx: Tx = {
    transaction: true,
    query: (config) => (open ? tx.query(config) : Promise.reject(late())),
  }
  try {
    await within(timeoutMs, consumer.handle(handlerTx, traced.events, context), () => {
      throw late()
    })
    failed = false
  } finally {
    open = false
    traced.end(failed)
  }
}

/** Below idle_in_transaction_session_timeout of platform/postgres.ts. */
const handlerTimeoutMs = 4_500
