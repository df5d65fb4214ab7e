import type { OrderStatus } from '../../contracts/orders.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { type OrderRow, ordersOfShop, ordersOfUser, type Position } from './queries.ts'

/** One page of a user's orders, newest first. @throws 400 for a cursor of another list. */
export async function listOwnOrders(db: Db, userId: string, asked: Asked) {
  return page(await ordersOfUser(db, userId, after(asked), asked.limit + 1), asked.limit, position)
}

/** One page of all orders, newest first. @throws 400 for a cursor of another list. */
export async function listAllOrders(db: Db, asked: Asked & { status?: OrderStatus; q?: string }) {
  const filter = { status: asked.status ?? null, q: asked.q ?? null }
  return page(await ordersOfShop(db, filter, after(asked), asked.limit + 1), asked.limit, position)
}

const after = ({ cursor }: Asked) =>
  cursor === undefined ? null : (decodeCursor(cursor, ['integer', 'id']) as Position)

const position = (order: OrderRow): Position => [order.placed_micros, order.id]

type Asked = { limit: number; cursor?: string }
