import type { Tx } from '../platform/postgres.ts'
import { atLeisure } from './queries.ts'

const statement = (text: string) => (tx: Tx) => atLeisure(tx, text)

/** One statement a figure, in this order: what is remembered of each thing first, then the figures that follow from it. */
export const rebuiltFigures = [
  statement(`
    with orders as (delete from stats_orders), customers as (delete from stats_customers),
      products as (delete from stats_products), days as (delete from stats_days)
    delete from stats_product_days`),

  statement(`
    insert into stats_orders (order_id, version, status, user_id, day, total_minor)
    select id, version, status, user_id, (placed_at at time zone 'UTC')::date, total_minor from orders order by id`),

  statement(`
    insert into stats_customers (user_id, verified, orders, revenue_minor)
    select u.id, true, count(o.order_id), coalesce(sum(o.total_minor) filter (where o.status <> 'cancelled'), 0)
    from users u left join stats_orders o on o.user_id = u.id group by u.id`),

  statement(`
    insert into stats_products (product_id, version, archived) select id, version, archived_at is not null from products`),

  statement(`
    insert into stats_product_days (day, product_id, units, revenue_minor)
    select o.day, l.product_id, sum(l.quantity), sum(l.quantity * l.unit_price_minor)
    from stats_orders o join order_lines l using (order_id) where o.status <> 'cancelled' group by o.day, l.product_id order by o.day, l.product_id`),

  statement(`
    insert into stats_days (day, orders, units, revenue_minor)
    select day, orders, units, revenue_minor
    from (select day, count(*) as orders, sum(total_minor) as revenue_minor from stats_orders where status <> 'cancelled' group by day) o
    join (select day, sum(units) as units from stats_product_days group by day) p using (day)`),

  statement(`
    update stats_counts c set total = coalesce(m.total, 0)
    from stats_counts n left join (
      select status as name, count(*) as total from stats_orders group by status
      union all select 'users', count(*) from stats_customers
      union all select 'products', count(*) from stats_products where not archived
    ) m on m.name = n.name
    where c.name = n.name`),
]
