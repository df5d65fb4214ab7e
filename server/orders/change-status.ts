import type { OrderStatus } from '../../contracts/orders.ts'
import type { Context } from '../context.ts'
import { conflict } from '../errors.ts'
import type { Principal } from '../http.ts'
import { recordAudit } from '../platform/audit.ts'
import { idOrNotFound } from '../platform/ids.ts'
import { appendEvents } from '../platform/outbox.ts'
import type { Tx } from '../platform/postgres.ts'
import { orderEvent, orderView } from './order-view.ts'
import {
  lockedStockOf,
  movedOrder,
  noteHistory,
  type OrderRow,
  orderById,
  restockedLines,
} from './queries.ts'
import { noSuchOrder } from './show-order.ts'

/** From which states an order may come into each. */
const origins: Record<OrderStatus, OrderStatus[]> = {
  placed: [],
  paid: ['placed'],
  shipped: ['paid'],
  delivered: ['shipped'],
  cancelled: ['placed', 'paid'],
}

/** Cancels a buyer's own order. @throws 404 when it is not theirs, 409 once shipped or cancelled already. */
export const cancelOrder = (context: StatusContext, caller: Principal, orderId: string, requestId: string) =>
  changeStatus(context, { orderId, to: 'cancelled', actor: caller, ownerId: caller.userId, requestId })

/**
 * Moves an order on, with its history, its event and, where it is cancelled, its stock given back once: one transaction.
 * @throws 404 when there is no such order (of `ownerId`), 409 when it may not go there from where it is.
 */
export async function changeStatus(
  { db, eventsWritten }: StatusContext,
  change: StatusChange,
): Promise<OrderRow> {
  const orderId = idOrNotFound(change.orderId)
  const order = await db.transaction(async (tx) => {
    const moved = await movedOrder(tx, {
      orderId,
      to: change.to,
      from: origins[change.to],
      userId: change.ownerId,
    })
    if (!moved) throw refused(await orderById(tx, orderId, change.ownerId), change.to)
    if (change.to === 'cancelled') await giveStockBack(tx, orderId, change.actor.userId)
    await noteHistory(tx, orderId, moved.version, change.to, change.actor.userId)
    const after = (await orderById(tx, orderId, null)) as OrderRow
    await announce(tx, after, change)
    return after
  })
  eventsWritten.ring()
  return order
}

async function giveStockBack(tx: Tx, orderId: string, actorId: string) {
  await lockedStockOf(tx, orderId)
  await restockedLines(tx, orderId, actorId)
}

async function announce(tx: Tx, order: OrderRow, { to, actor, requestId }: StatusChange) {
  const topic = to === 'cancelled' ? 'order-cancelled' : 'order-status-changed'
  const payload = orderEvent(orderView(order), order.user_id)
  await appendEvents(tx, [{ topic, key: order.id, sequence: order.version, payload, requestId }])
  if (actor.role === 'admin')
    await recordAudit(tx, {
      actorId: actor.userId,
      action: 'order.status',
      subjectId: order.id,
      detail: { status: to, number: order.number },
      requestId,
    })
}

function refused(order: OrderRow | undefined, to: OrderStatus) {
  if (!order) return noSuchOrder()
  if (to === 'cancelled' && order.status === 'cancelled')
    return conflict('already_cancelled', 'This order has been cancelled already.')
  if (to === 'cancelled')
    return conflict(
      'already_shipped',
      `This order is ${order.status}, it can no longer be cancelled: send it back when it arrives.`,
    )
  const next = (Object.keys(origins) as OrderStatus[]).filter((status) =>
    origins[status].includes(order.status),
  )
  const way = next.length > 0 ? `it can become ${next.join(' or ')}` : 'it can change no more'
  return conflict('status_conflict', `This order is ${order.status}: ${way}, not ${to}.`)
}

type StatusContext = Pick<Context, 'db' | 'eventsWritten'>
/** `ownerId`: only an order of this user, null for anybody's. */
type StatusChange = {
  orderId: string
  to: OrderStatus
  actor: Principal
  ownerId: string | null
  requestId: string
}
