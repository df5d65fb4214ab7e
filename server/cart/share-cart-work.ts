import type { Cart } from '../../contracts/cart.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../errors.ts'
import type { Tx } from '../platform/postgres.ts'
import { type Line, type Sharing, shareTransactions } from '../platform/shared-transactions.ts'
import { sharingFigures } from '../platform/sharing-figures.ts'

/**
 * Has what arrives while others change their carts share a transaction, but for calls of one user. `name` is what the
 * figures call it. The function does one call. @throws what `work` answers for it, or a 503 when too many wait; the cart is as it was then.
 */
export function shareCartWork<Call extends { userId: string }>(
  { db, config, metrics, tracing, orders }: CartContext,
  name: string,
  work: (tx: Tx, calls: Call[], currency: string) => Promise<(Cart | AppError)[]>,
): Sharing<Call, Cart> {
  const { currency, maxTransactionWaitMs } = config
  return shareTransactions<Call, Cart>(db, (tx, calls) => work(tx, calls, currency), {
    // Refused at half of what placing an order is, and while that has enough to do: whoever has come as far as that gets through.
    maxWaitMs: maxTransactionWaitMs / 2,
    givesWayTo: orders,
    ownerOf: ({ userId }) => userId,
    tracing,
    onBatch: sharingFigures(metrics, name),
  })
}

export type CartContext = Pick<Context, 'db' | 'config' | 'metrics' | 'tracing'> & {
  /** The line of those who have filled their carts. */
  orders: Line
}
