import type { Cart } from '../../contracts/cart.ts'
import type { Context } from '../context.ts'
import { shareTransactions } from '../platform/shared-transactions.ts'
import { sharingFigures } from '../platform/sharing-figures.ts'
import { addToCarts, type CartAddition } from './add-to-carts.ts'

/**
 * How a node adds to carts: additions that arrive while others are made share a transaction, but for those of one user.
 * The function makes one. @throws a 404 for a product that is not sold, a 409 `quantity_limit` or `cart_full`, a 503
 * when too many wait; the cart is as it was then.
 */
export function cartAdditions({
  db,
  config,
  metrics,
  tracing,
}: Pick<Context, 'db' | 'config' | 'metrics' | 'tracing'>) {
  const { currency, maxTransactionWaitMs } = config
  return shareTransactions<CartAddition, Cart>(db, (tx, additions) => addToCarts(tx, additions, currency), {
    // Refused at half of what placing an order is: whoever has come as far as that gets through.
    maxWaitMs: maxTransactionWaitMs / 2,
    ownerOf: ({ userId }) => userId,
    tracing,
    onBatch: sharingFigures(metrics, 'additions'),
  })
}
