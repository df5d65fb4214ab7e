import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import { page } from '../platform/cursor.ts'
import type { Db } from '../platform/postgres.ts'
import { timePosition } from '../platform/time-position.ts'
import { accounts } from './queries.ts'

/** One page of accounts, the newest first, found by a part of name or address. @throws 400 for a cursor of another list. */
export async function listCustomers(db: Db, asked: Asked, currency: string) {
  const pattern = asked.q === undefined ? null : containing(asked.q)
  const found = await accounts(db, pattern, timePosition(asked.cursor), asked.limit + 1)
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
