import type { Cart } from '../../contracts/cart.ts'
import { type AppError, notFound } from '../errors.ts'
import { canonicalId, isId } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres.ts'
import { changedLines } from './queries.ts'
import { showCarts } from './show-carts.ts'

/**
 * Changes lines of carts, one entry a call and at most one a cart; answers each with its cart, or with a 404 where the line
 * is not in it. One round trip, however many changes: carts are read after them.
 */
export async function changeLines(
  tx: Tx,
  changes: LineChange[],
  currency: string,
): Promise<(Cart | AppError)[]> {
  const possible = changes.filter(({ itemId }) => isId(itemId))
  const userIds = changes.map(({ userId }) => userId)
  const [changed, carts] = await Promise.all([
    changedLines(
      tx,
      possible.map(({ userId, ...change }) => ({ cartId: userId, ...change })),
    ),
    showCarts(tx, userIds, currency),
  ])
  const done = new Set(changed.map(({ cart_id, id }) => `${cart_id} ${id}`))
  return changes.map(({ userId, itemId }, i) =>
    done.has(`${userId} ${canonicalId(itemId)}`)
      ? (carts[i] as Cart)
      : notFound('This line is not in your cart (any more): look at the cart again.'),
  )
}

/** `quantity` is what the line is to have, 0 to take it out. */
export type LineChange = { userId: string; itemId: string; quantity: number }
