import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { RawProduct } from '../../contracts/stats.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import type { Answer, ReadThrough } from '../platform/read-through.ts'
import { type RawProductRow, rawProducts } from './product-queries.ts'

/** One page of all products, archived ones too, newest first, through the cache. @throws 400 for a cursor of another list. */
export async function listProducts({ db, readThrough, currency }: Shop, asked: Asked): Promise<Answer> {
  const { limit, cursor } = asked
  const [after = null] = cursor === undefined ? [] : (decodeCursor(cursor, ['id']) as [string])
  // The first page has a name that other programs know.
  const isFirst = limit === 20 && cursor === undefined
  return readThrough({
    key: isFirst ? 'all_products' : `all_products:${limit}:${cursor ?? ''}`,
    load: async () =>
      pieces(
        page(await rawProducts(db, after, limit + 1), limit, ({ id }) => [id]),
        currency,
      ),
  })
}

/** The page as JSON in pieces, between which the stock of each product is laid. */
function pieces(
  { items, nextCursor }: { items: RawProductRow[]; nextCursor: string | null },
  currency: string,
) {
  let open = '{"items":['
  const cut = items.map((row, i) => {
    const piece = `${open}${i > 0 ? ',' : ''}{"stock":`
    open = `,${JSON.stringify(rawProduct(row, currency)).slice(1)}`
    return piece
  })
  return {
    pieces: [...cut, `${open}],"nextCursor":${JSON.stringify(nextCursor)}}`],
    figureIds: items.map(({ id }) => id),
    figures: items.map(({ stock }) => stock),
  }
}

const rawProduct = (
  { priceMinor, stock: _, ...row }: RawProductRow,
  currency: string,
): Omit<RawProduct, 'stock'> => ({
  ...row,
  price: formatMinor(priceMinor, currencyDigits(currency)),
  currency,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

type Shop = { db: Db; readThrough: ReadThrough; currency: string }
type Asked = { limit: number; cursor?: string }
