import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import { maxSalesPoints, type Sales } from '../../contracts/stats.ts'
import { invalid } from '../errors.ts'
import type { Db } from '../platform/postgres.ts'
import { salesPoints, today } from './figure-queries.ts'

/**
 * Sales from the first day to the last, both included, as a point an interval.
 * @throws 400 when the range runs backwards or has more points than one answer draws.
 */
export async function showSales(db: Db, asked: SalesAsked, currency: string): Promise<Sales> {
  const { interval } = asked
  const to = asked.to ?? (await today(db))
  const from = asked.from ?? addDays(to, -29)
  if (from > to) throw invalid('range_invalid', `The range is empty: ${from} is after ${to}. Swap them.`)
  const points = (Date.parse(to) - Date.parse(from)) / msPerDay / shortestDays[interval]
  if (points >= maxSalesPoints)
    throw invalid(
      'range_too_long',
      `That is more than ${maxSalesPoints} points: ask for a shorter range, or by week or month.`,
    )
  const rows = await salesPoints(db, from, to, interval)
  const items = rows.map(({ revenueMinor, ...point }) => ({
    ...point,
    revenue: formatMinor(revenueMinor, currencyDigits(currency)),
  }))
  return { from, to, interval, currency, items }
}

const msPerDay = 86_400_000
const shortestDays = { day: 1, week: 7, month: 28 }

const addDays = (day: string, days: number) =>
  new Date(Date.parse(day) + days * msPerDay).toISOString().slice(0, 10)

type SalesAsked = { from?: string; to?: string; interval: Sales['interval'] }
