import type { OrderStatus } from '../../contracts/orders.ts'
import { affected, type Tx } from '../platform/postgres.ts'

/**
 * Counts orders, each named once, as of the given versions: the difference between what each counts for now and what its remembered
 * version counted for goes into every figure. A version that is not newer than the remembered one changes nothing.
 */
export const countOrders = (tx: Tx, orders: OrderCount[]) => {
  const items = orders.flatMap(({ orderId, items }) => items.map((item) => ({ orderId, ...item })))
  return affected(tx, countOrdersText, [
    orders.map((order) => order.orderId),
    orders.map((order) => order.version),
    orders.map((order) => order.status),
    orders.map((order) => order.userId),
    orders.map((order) => order.placedAt),
    orders.map((order) => String(order.totalMinor)),
    items.map((item) => item.orderId),
    items.map((item) => item.productId),
    items.map((item) => item.units),
    items.map((item) => String(item.revenueMinor)),
  ])
}

/** Counts users as verified, each once. */
export const countUsers = (tx: Tx, userIds: string[]) =>
  affected(
    tx,
    `with verified as (
       insert into stats_customers as c (user_id, verified) select distinct unnest($1::uuid[]), true
       on conflict (user_id) do update set verified = true where not c.verified
       returning 1
     )
     update stats_counts set total = total + (select count(*) from verified) where name = 'users'`,
    [userIds],
  )

/** Counts the products that are not archived, each named once, as of the given versions. */
export const countProducts = (tx: Tx, products: ProductCount[]) =>
  affected(
    tx,
    `with newer as (
       select e.*, (not e.archived)::int - coalesce((not p.archived)::int, 0) as change
       from unnest($1::uuid[], $2::bigint[], $3::bool[]) as e (product_id, version, archived)
       left join stats_products p using (product_id)
       where p.version is null or p.version < e.version
     ), remembered as (
       insert into stats_products (product_id, version, archived) select product_id, version, archived from newer
       on conflict (product_id) do update set version = excluded.version, archived = excluded.archived
     )
     update stats_counts set total = total + (select coalesce(sum(change), 0) from newer) where name = 'products'`,
    [
      products.map((product) => product.productId),
      products.map((product) => product.version),
      products.map((product) => product.archived),
    ],
  )

// An order's lines never change, so the newest event's lines are also what an older one counted. `sign` is +1 when the
// order comes to count as sold, -1 when it was cancelled after it had counted, 0 when nothing is to be done.
const countOrdersText = `
  with newer as (
    select e.order_id, e.version, e.status, e.user_id, (e.placed_at at time zone 'UTC')::date as day, e.total_minor,
           o.status as status_before, o.order_id is null as is_new,
           (e.status <> 'cancelled')::int - coalesce((o.status <> 'cancelled')::int, 0) as sign
    from unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::timestamptz[], $6::bigint[])
      as e (order_id, version, status, user_id, placed_at, total_minor)
    left join stats_orders o using (order_id)
    where o.version is null or o.version < e.version
  ), sold as (
    select n.day, i.product_id, n.sign * i.units as units, n.sign * i.revenue_minor as revenue_minor
    from newer n join unnest($7::uuid[], $8::uuid[], $9::bigint[], $10::bigint[])
      as i (order_id, product_id, units, revenue_minor) using (order_id)
    where n.sign <> 0
  ), remembered as (
    insert into stats_orders (order_id, version, status, user_id, day, total_minor)
    select order_id, version, status, user_id, day, total_minor from newer
    on conflict (order_id) do update set version = excluded.version, status = excluded.status
  ), customers as (
    insert into stats_customers as c (user_id, orders, revenue_minor)
    select user_id, sum(is_new::int), sum(sign * total_minor) from newer where user_id is not null group by user_id
    on conflict (user_id) do update
      set orders = c.orders + excluded.orders, revenue_minor = c.revenue_minor + excluded.revenue_minor
  ), days as (
    insert into stats_days as d (day, orders, units, revenue_minor)
    select day, sum(sign), coalesce((select sum(units) from sold where sold.day = newer.day), 0), sum(sign * total_minor)
    from newer where sign <> 0 group by day
    on conflict (day) do update set orders = d.orders + excluded.orders, units = d.units + excluded.units,
      revenue_minor = d.revenue_minor + excluded.revenue_minor
  ), products as (
    insert into stats_product_days as p (day, product_id, units, revenue_minor)
    select day, product_id, sum(units), sum(revenue_minor) from sold group by day, product_id
    on conflict (day, product_id) do update
      set units = p.units + excluded.units, revenue_minor = p.revenue_minor + excluded.revenue_minor
  )
  update stats_counts c set total = c.total + m.change
  from (
    select name, sum(change) as change
    from (select status as name, 1 as change from newer union all select status_before, -1 from newer) moves
    where name is not null group by name
  ) m
  where c.name = m.name`

export type OrderCount = {
  orderId: string
  version: number
  status: OrderStatus
  userId: string | null
  /** RFC 3339. */
  placedAt: string
  totalMinor: bigint
  items: { productId: string; units: number; revenueMinor: bigint }[]
}

export type ProductCount = { productId: string; version: number; archived: boolean }
