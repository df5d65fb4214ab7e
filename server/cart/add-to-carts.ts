import type { Cart } from '../../contracts/cart.ts'
import { maxLines, maxQuantity } from '../../contracts/cart-limits.ts'
import { type AppError, conflict, notFound } from '../errors.ts'
import { canonicalId, isId, newId } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres.ts'
import { addedItems } from './queries.ts'
import { showCarts } from './show-carts.ts'

/**
 * Adds to carts, one entry a call; answers each with its cart, or with why it was refused. Nothing is reserved by it:
 * stock is taken when the order is placed. One round trip, however many additions: carts are read after them.
 */
export async function addToCarts(
  tx: Tx,
  additions: CartAddition[],
  currency: string,
): Promise<(Cart | AppError)[]> {
  const possible = additions.filter((one) => isId(one.productId))
  const items = possible.map(({ userId, productId, quantity }) => ({
    itemId: newId(),
    cartId: userId,
    productId,
    quantity,
  }))
  const userIds = additions.map((one) => one.userId)
  const [written, carts] = await Promise.all([addedItems(tx, items), showCarts(tx, userIds, currency)])
  const outcomes = new Map(written.map((row) => [`${row.cart_id} ${row.product_id}`, row.outcome]))
  return additions.map((one, i) => {
    const outcome = outcomes.get(`${one.userId} ${canonicalId(one.productId)}`)
    if (outcome === undefined)
      return notFound('This product is not in the shop (any more): look for another.')
    return outcome === 'added' ? (carts[i] as Cart) : conflict(outcome, limits[outcome])
  })
}

const limits = {
  quantity_limit: `A cart takes at most ${maxQuantity} of one product, and this would be more: lower the quantity.`,
  cart_full: `A cart takes at most ${maxLines} different products: order these first, or take one out.`,
}

/** `quantity` is 1 or more. */
export type CartAddition = { userId: string; productId: string; quantity: number }
