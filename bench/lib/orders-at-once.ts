import type { Stage } from './stage.ts'

/** Writes so many orders of one line, with their events, in one transaction past the shop, as it would have written them. */
export const writeOrders = ({ sql, emails, productIds }: Stage, count: number) =>
  sql(newOrders, [count, emails.length, productIds.length])

/** A number as orders have it, of 40 bits of a word's hash, so that a hundred thousand of them hardly meet. */
const letters = (from: number) =>
  `upper(translate(substr(encode(sha256(token::bytea), 'base64'), ${from}, 4), 'ILOUilou+/=', '01234567890'))`

const newOrders = `
  with new as materialized (
    select bench_id('order ' || token) as id, ${letters(1)} || '-' || ${letters(5)} as number, token,
           bench_id('bench buyer ' || (n % $2)) as user_id, bench_id('bench product ' || (1 + n % $3)) as product_id,
           'Bench product ' || (1 + n % $3) as name
    from (select n, gen_random_uuid()::text as token from generate_series(0, $1 - 1) n) tokens
  ), placed as (
    insert into orders (id, number, user_id, contact_email, contact_name, items_total_minor, total_minor, currency)
    select new.id, new.number, u.id, u.email, u.name, 1000, 1000, 'USD' from new join users u on u.id = user_id
  ), lines as (
    insert into order_lines (order_id, position, variant_id, product_id, name, unit_price_minor, quantity)
    select id, 0, product_id, product_id, name, 1000, 1 from new
  ), history as (
    insert into order_history (order_id, version, status, actor_id) select id, 1, 'placed', user_id from new
  ), ledger as (
    insert into stock_ledger (variant_id, delta, reason, order_id, actor_id) select product_id, -1, 'order', id, user_id from new
  ), taken as (
    update stock s set quantity = s.quantity - units from (select product_id, count(*)::int as units from new group by 1) n
    where s.variant_id = n.product_id
  )
  insert into outbox (id, topic, key, sequence, payload)
  select bench_id('event ' || token), 'order-placed', id, 1, json_build_object('orderId', id, 'number', number,
    'userId', user_id, 'status', 'placed', 'totalAmount', '10.00', 'currency', 'USD', 'placedAt', now(), 'items', json_build_array(
      json_build_object('productId', product_id, 'name', name, 'quantity', 1, 'unitPrice', '10.00'))) from new`
