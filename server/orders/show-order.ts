import { notFound } from '../errors.ts'
import { idOrNotFound } from '../platform/ids.ts'
import type { Db } from '../platform/postgres.ts'
import { type OrderRow, orderById } from './queries.ts'

/** One order, of a user or (null) of anybody. @throws a 404 for one that is not there, or not theirs. */
export async function showOrder(db: Db, orderId: string, ownerId: string | null): Promise<OrderRow> {
  const order = await orderById(db, idOrNotFound(orderId), ownerId)
  if (!order) throw noSuchOrder()
  return order
}

export const noSuchOrder = () => notFound('There is no such order, or it is not yours.')
