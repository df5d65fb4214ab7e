import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import { decodeCursor, page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { accounts, type Position } from './queries.ts'

/** One page of accounts, the newest first, found by a part of name or address. @throws 400 for a cursor of another list. */
export async function listCustomers(db: Db, asked: Asked, currency: string) {
  const after =
    asked.cursor === undefined ? null : (decodeCursor(asked.cursor, ['integer', 'id']) as Position)
  const pattern = asked.q === undefined ? null : containing(asked.q)
  const found = await accounts(db, pattern, after, asked.limit + 1)
  const { items, nextCursor } = page(found, asked.limit, (row) => [row.micros, row.id])
  return {
    items: items.map(({ micros: _, revenueMinor, createdAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      revenue: formatMinor(revenueMinor, currencyDigits(currency)),
    })),
    nextCursor,
  }
}

/** A pattern of LIKE for what contains the text, whose own % and _ mean themselves. */
const containing = (text: string) =>
  `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`

type Asked = { limit: number; cursor?: string; q?: string }
