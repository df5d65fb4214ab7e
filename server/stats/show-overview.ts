import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { Overview } from '../../contracts/stats.ts'
import type { Db } from '../platform/postgres.ts'
import {
  counted,
  countsByStatus,
  type PeriodRow,
  recentPeriods,
  revenueEver,
  verifiedCustomers,
} from './figure-queries.ts'

/** What a dashboard shows first: the totals, and today, 7 and 30 days against as many days before. */
export async function showOverview(db: Db, currency: string): Promise<Overview> {
  const money = (minor: number) => formatMinor(minor, currencyDigits(currency))
  const [users, products, ordersByStatus, revenueMinor, periods] = await Promise.all([
    verifiedCustomers(db),
    counted(db, ['products']),
    countsByStatus(db),
    revenueEver(db),
    recentPeriods(db, Object.values(spans)),
  ])
  const ordersThatAre = (...statuses: string[]) =>
    ordersByStatus.reduce((sum, { status, total }) => sum + (statuses.includes(status) ? total : 0), 0)
  const period = ({ from, to, orders, revenueMinor }: PeriodRow) => ({
    from,
    to,
    orders,
    revenue: money(revenueMinor),
  })
  const ofSpan = (days: number, back: 0 | 1) =>
    period(periods.find((row) => row.span === days && row.back === back) as PeriodRow)
  return {
    currency,
    users,
    products,
    orders: ordersByStatus.reduce((sum, { total }) => sum + total, 0),
    pendingOrders: ordersThatAre('placed', 'paid', 'shipped'),
    completedOrders: ordersThatAre('delivered'),
    revenue: money(revenueMinor),
    ordersByStatus,
    periods: (Object.keys(spans) as (keyof typeof spans)[]).map((name) => ({
      name,
      current: ofSpan(spans[name], 0),
      previous: ofSpan(spans[name], 1),
    })),
  }
}

const spans = { today: 1, last7Days: 7, last30Days: 30 } as const
