import type { OrderStatus } from '../../contracts/orders.ts'
import { type Db, row, rows } from '../platform/postgres.ts'

/** Verified customers: everyone counted as verified who is no admin by now. */
export const verifiedCustomers = async (db: Db) =>
  total(
    await row(
      db,
      `select total - (
         select count(*) from users u join stats_customers c on c.user_id = u.id where u.role = 'admin' and c.verified
       ) as total
       from stats_counts where name = 'users'`,
    ),
  )

/** The sum of these counts. */
export const counted = async (db: Db, names: (OrderStatus | 'products')[]) =>
  total(
    await row(db, 'select sum(total)::bigint as total from stats_counts where name = any($1::text[])', [
      names,
    ]),
  )

export const countsByStatus = (db: Db) =>
  rows<{ status: OrderStatus; total: number }>(
    db,
    `select name as status, total from stats_counts join unnest($1::text[]) with ordinality as s (name, place) using (name)
     order by place`,
    [['placed', 'paid', 'shipped', 'delivered', 'cancelled']],
  )

/** Minor units. */
export const revenueEver = async (db: Db) =>
  total(await row(db, 'select coalesce(sum(revenue_minor), 0)::bigint as total from stats_days'))

/** The spans of so many days that end today, each with the span before it. */
export const recentPeriods = (db: Db, spans: number[]) =>
  rows<PeriodRow>(
    db,
    `with today as (select (now() at time zone 'UTC')::date as day),
     period as (
       select span, back, day - span * (back + 1) + 1 as first_day, day - span * back as last_day
       from today, unnest($1::int[]) as span, unnest(array[0, 1]) as back
     )
     select p.span, p.back, to_char(p.first_day, 'YYYY-MM-DD') as "from", to_char(p.last_day, 'YYYY-MM-DD') as "to",
            coalesce(sum(d.orders), 0)::bigint as orders, coalesce(sum(d.revenue_minor), 0)::bigint as "revenueMinor"
     from period p left join stats_days d on d.day between p.first_day and p.last_day
     group by p.span, p.back, p.first_day, p.last_day order by p.span, p.back`,
    [spans],
  )

export const today = async (db: Db) =>
  (await row<{ day: string }>(db, `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day`))
    ?.day as string

/** A point an interval from the first day to the last, zero where nothing was sold. */
export const salesPoints = (db: Db, from: string, to: string, interval: 'day' | 'week' | 'month') =>
  rows<SalesPointRow>(
    db,
    `select to_char(point, 'YYYY-MM-DD') as date, coalesce(sum(d.orders), 0)::bigint as orders,
            coalesce(sum(d.units), 0)::bigint as units, coalesce(sum(d.revenue_minor), 0)::bigint as "revenueMinor"
     from generate_series(date_trunc($3, $1::date::timestamp), $2::date::timestamp, ('1 ' || $3)::interval) as point
     left join stats_days d on d.day >= point and d.day < point + ('1 ' || $3)::interval and d.day between $1::date and $2::date
     group by point order by point`,
    [from, to, interval],
  )

/** What sold best in a range of days, all of them where it is open; `by` says by which figure. */
export const bestSellers = (db: Db, asked: BestSellersQuery) =>
  rows<{ productId: string; name: string; units: number; revenueMinor: number }>(
    db,
    `select best.product_id as "productId", p.name, best.units, best.revenue_minor as "revenueMinor"
     from (
       select product_id, sum(units)::bigint as units, sum(revenue_minor)::bigint as revenue_minor
       from stats_product_days
       where ($1::date is null or day >= $1) and ($2::date is null or day <= $2)
       group by product_id having sum(units) > 0
       order by case $3 when 'units' then sum(units) else sum(revenue_minor) end desc, product_id limit $4
     ) best join products p on p.id = best.product_id
     order by case $3 when 'units' then best.units else best.revenue_minor end desc, best.product_id`,
    [asked.from, asked.to, asked.by, asked.limit],
  )

function total(counted: unknown): number {
  return (counted as { total: number }).total
}

/** `back` is 0 for the span that ends today, 1 for the one before it. */
export type PeriodRow = {
  span: number
  back: 0 | 1
  from: string
  to: string
  orders: number
  revenueMinor: number
}
type SalesPointRow = { date: string; orders: number; units: number; revenueMinor: number }
type BestSellersQuery = { from: string | null; to: string | null; by: 'units' | 'revenue'; limit: number }
