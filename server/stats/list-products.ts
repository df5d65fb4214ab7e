import { availabilityOf, lowStockThreshold } from '../../contracts/availability.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { RawProduct } from '../../contracts/stats.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { lowStock, type RawProductRow, rawProducts, stockOf } from './product-queries.ts'

/** One page of all products, archived ones too, newest first. @throws 400 for a cursor of another list. */
export async function listRawProducts(db: Db, asked: Asked, currency: string) {
  const [after = null] = asked.cursor === undefined ? [] : (decodeCursor(asked.cursor, ['id']) as [string])
  const { items, nextCursor } = page(await rawProducts(db, after, asked.limit + 1), asked.limit, (row) => [
    row.id,
  ])
  const stocks = new Map(
    (
      await stockOf(
        db,
        items.map(({ id }) => id),
      )
    ).map(({ productId, stock }) => [productId, stock]),
  )
  return { items: items.map((row) => rawProduct(row, stocks.get(row.id) ?? 0, currency)), nextCursor }
}

/** One page of what is on sale and nearly or wholly gone, the scarcest first. @throws 400 for a cursor of another list. */
export async function listLowStock(db: Db, asked: Asked) {
  const after =
    asked.cursor === undefined ? null : (decodeCursor(asked.cursor, ['integer', 'id']) as [number, string])
  const found = await lowStock(db, lowStockThreshold, after, asked.limit + 1)
  const { items, nextCursor } = page(found, asked.limit, (row) => [row.stock, row.productId])
  return { items: items.map((row) => ({ ...row, availability: availabilityOf(row.stock) })), nextCursor }
}

const rawProduct = ({ priceMinor, ...row }: RawProductRow, stock: number, currency: string): RawProduct => ({
  ...row,
  price: formatMinor(priceMinor, currencyDigits(currency)),
  currency,
  stock,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

type Asked = { limit: number; cursor?: string }
