import type { Cart, MergeAdjustment, MergedCart } from '../../contracts/cart.ts'
import { maxQuantity } from '../../contracts/cart-limits.ts'
import { canonicalId, isId, newId } from '../platform/ids.ts'
import type { Pool, Tx } from '../platform/postgres.ts'
import type { CartOf } from './empty-cart.ts'
import { addedItems, mergeableProducts } from './queries.ts'
import { showCarts } from './show-carts.ts'

/**
 * Brings a guest's cart into a user's: what is in both adds up, capped by the stock and by the most that a cart takes.
 * Answers what was not granted in full, with the reason; nothing is lost without a word.
 */
export function mergeCart(db: Pool, { userId, currency }: CartOf, items: GuestItem[]): Promise<MergedCart> {
  return db.transaction(async (tx) => {
    const adjustments = await bringIn(tx, userId, items)
    const [cart] = await showCarts(tx, [userId], currency)
    return { ...(cart as Cart), adjustments }
  })
}

async function bringIn(tx: Tx, userId: string, items: GuestItem[]): Promise<MergeAdjustment[]> {
  const asked = sumByProduct(items)
  const productIds = [...asked.keys()].filter(isId)
  const products = new Map(
    (await mergeableProducts(tx, userId, productIds)).map((row) => [row.product_id, row]),
  )
  const decided = [...asked].map(([productId, quantity]) =>
    decide(productId, quantity, products.get(productId)),
  )
  const additions = decided.filter(({ granted }) => granted > 0)
  const written = await addedItems(
    tx,
    additions.map(({ productId, granted }) => ({
      itemId: newId(),
      cartId: userId,
      productId,
      quantity: granted,
    })),
  )
  const outcomes = new Map(written.map((row) => [row.product_id, row.outcome]))
  return decided
    .map((one) => settle(one, outcomes))
    .flatMap(({ reason, ...one }) => (reason ? [{ ...one, reason }] : []))
}

/** What the cart did not take after all is told too: it was full, or the product has just gone. */
function settle(one: Decision, outcomes: Map<string, MergeAdjustment['reason'] | 'added'>): Decision {
  const outcome = outcomes.get(one.productId) ?? 'not_available'
  return one.granted === 0 || outcome === 'added' ? one : { ...one, granted: 0, reason: outcome }
}

function decide(
  productId: string,
  asked: number,
  product: { stock: number; held: number } | undefined,
): Decision {
  if (!product) return { productId, asked, granted: 0, reason: 'not_available' }
  const limit = Math.min(product.stock, maxQuantity)
  const granted = Math.max(0, Math.min(asked, limit - product.held))
  if (granted === asked) return { productId, asked, granted }
  return {
    productId,
    asked,
    granted,
    reason: product.stock <= maxQuantity ? 'out_of_stock' : 'quantity_limit',
  }
}

function sumByProduct(items: GuestItem[]) {
  const sums = new Map<string, number>()
  for (const item of items) {
    const productId = canonicalId(item.productId)
    sums.set(productId, (sums.get(productId) ?? 0) + item.quantity)
  }
  return sums
}

type GuestItem = { productId: string; quantity: number }
type Decision = Omit<MergeAdjustment, 'reason'> & { reason?: MergeAdjustment['reason'] }
