import { availabilityOf, lowStockThreshold } from '../../contracts/availability.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { lowStock } from './product-queries.ts'

/** One page of what is on sale and nearly or wholly gone, the scarcest first. @throws 400 for a cursor of another list. */
export async function listLowStock(db: Db, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = cursor === undefined ? null : (decodeCursor(cursor, ['integer', 'id']) as [number, string])
  const found = await lowStock(db, lowStockThreshold, after, limit + 1)
  const { items, nextCursor } = page(found, limit, (row) => [row.stock, row.productId])
  return { items: items.map((row) => ({ ...row, availability: availabilityOf(row.stock) })), nextCursor }
}
