import type { OrderStatus } from '../../contracts/orders.ts'
import { page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { type TimePosition, timePosition } from '../platform/time-position.ts'
import { type OrderRow, ordersOfShop, ordersOfUser } from './queries.ts'

/** One page of a user's orders, newest first. @throws 400 for a cursor of another list. */
export async function listOwnOrders(db: Db, userId: string, asked: Asked) {
  return page(
    await ordersOfUser(db, userId, timePosition(asked.cursor), asked.limit + 1),
    asked.limit,
    position,
  )
}

/** One page of all orders, newest first. @throws 400 for a cursor of another list. */
export async function listAllOrders(db: Db, asked: Asked & { status?: OrderStatus; q?: string }) {
  const filter = { status: asked.status ?? null, q: asked.q ?? null }
  return page(
    await ordersOfShop(db, filter, timePosition(asked.cursor), asked.limit + 1),
    asked.limit,
    position,
  )
}

const position = (order: OrderRow): TimePosition => [order.placed_micros, order.id]

type Asked = { limit: number; cursor?: string }
