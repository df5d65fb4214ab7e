import { appendEvents } from '../platform/outbox.ts'
import type { Tx } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import {
  insertedProducts,
  insertImages,
  insertVariants,
  type NewImage,
  type NewProduct,
} from './admin-queries.ts'

/**
 * Makes products with their variants, stock, first ledger rows, pictures and events. One whose slug is taken is left
 * out. Returns the ids of those that were made.
 */
export async function createProducts(
  tx: Tx,
  products: NewProduct[],
  images: NewImage[],
  by: Actor,
): Promise<Set<string>> {
  if (products.length === 0) return new Set()
  const made = new Set((await insertedProducts(tx, products)).map(({ id }) => id))
  const created = products.filter(({ id }) => made.has(id))
  await insertVariants(tx, created, by.actorId)
  await insertImages(
    tx,
    images.filter(({ productId }) => made.has(productId)),
  )
  await appendEvents(
    tx,
    created.map(({ id, archived = false }) => ({
      topic: 'product-changed',
      key: id,
      sequence: 1,
      payload: { productId: id, archived },
      requestId: by.requestId,
    })),
  )
  return made
}
