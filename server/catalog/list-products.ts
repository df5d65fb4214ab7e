import type { ProductQuery } from '../../contracts/catalog.ts'
import { invalid } from '../errors.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import type { Answer, Loaded, ReadThrough } from '../platform/read-through.ts'
import { productPieces, stockText } from './product-pieces.ts'
import { productView } from './product-view.ts'
import { type ListSort, type PositionedRow, productsInOrder } from './queries.ts'
import { matchingProducts, mostMatches, type SearchSort, searchOrders } from './search-queries.ts'
import { totalOf } from './total-of.ts'

/**
 * A page of the products that are not archived.
 * @throws a 400 for a cursor of another list, or for relevance without a search.
 */
export function listProducts(shop: Shop, query: ProductQuery): Answer | Promise<Answer> {
  const { q, category, limit, cursor } = query
  const sort = query.sort ?? (q === undefined ? 'newest' : 'relevance')
  if (sort === 'relevance' && q === undefined)
    throw invalid(
      'sort_needs_search',
      'Products are sorted by relevance to a search: send q, or another sort.',
    )
  const after = cursor === undefined ? undefined : positionIn(cursor, sort)
  const asked = { sort, category, after, limit: limit + 1 }
  return shop.readThrough({
    key: keyOf(query, sort),
    figureText: stockText,
    load: () =>
      q === undefined ? listed(shop, { ...asked, sort: sort as ListSort }) : searched(shop, { ...asked, q }),
  })
}

async function listed(shop: Shop, asked: Asked & { sort: ListSort }): Promise<Loaded> {
  const [rows, total] = await Promise.all([productsInOrder(shop.db, asked), totalOf(shop, asked.category)])
  return pagePieces(shop, rows, asked, { total })
}

async function searched(shop: Shop, asked: Asked & { q: string }): Promise<Loaded> {
  const rows = await matchingProducts(shop.db, asked)
  const matches = rows[0]?.matches ?? 0
  const found = rows.filter((row) => row.id !== null)
  const more = matches > mostMatches && { totalIsLowerBound: true }
  return pagePieces(shop, found, asked, { total: Math.min(matches, mostMatches), ...more })
}

function pagePieces(
  { currency }: Shop,
  rows: PositionedRow[],
  { sort, limit }: Asked,
  totals: object,
): Loaded {
  const { items, nextCursor } = page(rows, limit - 1, (row) => [sort, row.sort_key, row.id])
  const after = `],${JSON.stringify({ nextCursor, ...totals }).slice(1)}`
  return productPieces(
    items.map((row) => productView(row, currency)),
    '{"items":[',
    after,
  )
}

function positionIn(cursor: string, sort: SearchSort) {
  const [made, ...position] = decodeCursor(cursor, ['text', searchOrders[sort].kind, 'id'])
  if (made !== sort)
    throw invalid('cursor_invalid', 'This cursor was made for another sort. Start again without one.')
  return position
}

/** The first page of all has a name that other programs know. */
function keyOf({ q, category, limit, cursor }: ProductQuery, sort: SearchSort) {
  const first = sort === 'newest' && limit === 20 && !cursor && !category && q === undefined
  return first ? 'products_with_images' : `products:${JSON.stringify([sort, limit, category, q, cursor])}`
}

export type Shop = { db: Db; readThrough: ReadThrough; currency: string }

type Asked = {
  sort: SearchSort
  category: string | undefined
  after: unknown[] | undefined
  /** One more than the page shows. */
  limit: number
}
