import { conflict, notFound } from '../errors.ts'
import type { Tx } from '../platform/postgres.ts'
import { type LockedProduct, lockedProduct } from './admin-queries.ts'
import { productView } from './product-view.ts'
import { productById } from './queries.ts'

/**
 * A product that is sold, locked for the rest of the transaction.
 * @throws a 404 when it is not there or archived.
 */
export async function holdProduct(tx: Tx, id: string): Promise<LockedProduct> {
  const product = await lockedProduct(tx, id)
  if (!product || product.archived) throw notSold()
  return product
}

/**
 * The same for a change that was made from a `version`.
 * @throws a 409 `version_conflict` with the product as it is, when somebody was faster.
 */
export async function holdVersion(tx: Tx, id: string, version: number, currency: string) {
  const product = await holdProduct(tx, id)
  if (product.version === version) return product
  const current = await productById(tx, id)
  throw conflict(
    'version_conflict',
    'Somebody changed this product after you read it: look at it again and repeat your change.',
    current && { product: productView(current, currency) },
  )
}

export const notSold = () => notFound('This product is not in the shop (any more).')
