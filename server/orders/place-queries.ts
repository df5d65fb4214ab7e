import type { ShippingAddress } from '../../contracts/orders.ts'
import { affected, rows, type Tx } from '../platform/postgres.ts'
import type { LockedLine } from './allocate.ts'

/**
 * Claims idempotency keys for orders that are about to be placed; answers those that were free. A key that another
 * transaction is claiming is waited for.
 */
export const claimedKeys = (tx: Tx, claims: KeyClaim[]) =>
  rows<{ order_id: string }>(
    tx,
    `insert into idempotency_keys (user_id, key, request_hash, order_id)
     select user_id, key, request_hash, order_id
     from unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[]) as c (user_id, key, request_hash, order_id)
     order by user_id, key
     on conflict (user_id, key) do nothing
     returning order_id`,
    [
      claims.map((claim) => claim.userId),
      claims.map((claim) => claim.key),
      claims.map((claim) => claim.requestHash),
      claims.map((claim) => claim.orderId),
    ],
  )

/** The orders that these keys have already made. */
export const usedKeys = (tx: Tx, userIds: string[], keys: string[]) =>
  rows<{ user_id: string; key: string; request_hash: Buffer; order_id: string }>(
    tx,
    `select user_id, key, request_hash, order_id from idempotency_keys
     where user_id = any($1::uuid[]) and (user_id, key) in (select * from unnest($1::uuid[], $2::text[]))`,
    [userIds, keys],
  )

/** Gives back the keys of attempts that were refused, found as they were claimed: no index finds them by their order. */
export const releasedKeys = (tx: Tx, claims: KeyClaim[]) =>
  affected(
    tx,
    `delete from idempotency_keys k using unnest($1::uuid[], $2::text[], $3::uuid[]) as c (user_id, key, order_id)
     where k.user_id = any($1::uuid[]) and k.user_id = c.user_id and k.key = c.key and k.order_id = c.order_id`,
    [
      claims.map((claim) => claim.userId),
      claims.map((claim) => claim.key),
      claims.map((claim) => claim.orderId),
    ],
  )

/**
 * Locks the lines of these carts, then the stock of what is in them, each in the order for everybody: no two placements
 * can wait for each other. The array lets no stock be locked before all lines are. The stock is read under its lock, the
 * price in the same statement.
 */
export const lockedLines = (tx: Tx, cartIds: string[]) =>
  rows<LockedLine & { cartId: string; addedAt: Date; placedAt: Date }>(
    tx,
    `with i as (
       select id, cart_id, variant_id, quantity, added_at from cart_items
       where cart_id = any($1::uuid[]) order by cart_id, variant_id for update
     ), s as (
       select variant_id, quantity from stock
       where variant_id = any(array(select variant_id from i)) order by variant_id for update
     )
     select i.cart_id as "cartId", i.id as "itemId", i.added_at as "addedAt", i.variant_id as "variantId", i.quantity,
            v.product_id as "productId", p.name, v.price_minor as "unitPriceMinor",
            case when p.archived_at is null then s.quantity else 0 end as available, now() as "placedAt"
     from i
     join s on s.variant_id = i.variant_id
     join variants v on v.id = i.variant_id
     join products p on p.id = v.product_id`,
    [cartIds],
  )

/**
 * Writes granted orders whole: takes the stock (guarded, though its locks are held), makes orders, lines, history and
 * ledger rows, and clears exactly the ordered cart lines. Fails unless every part wrote each row that it should.
 */
export const writtenOrders = (tx: Tx, orders: NewOrder[], lines: NewLine[], currency: string) =>
  rows(
    tx,
    `with o as (
       select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::json[], $6::text[])
         as o (id, number, user_id, total_minor, shipping_address, note)
     ), l as (
       select * from unnest($7::uuid[], $8::smallint[], $9::uuid[], $10::uuid[], $11::uuid[], $12::text[], $13::bigint[], $14::int[])
         as l (order_id, position, item_id, variant_id, product_id, name, unit_price_minor, quantity)
     ), taken as (
       update stock s set quantity = s.quantity - t.quantity
       from (select variant_id, sum(quantity)::int as quantity from l group by variant_id) t
       where s.variant_id = t.variant_id and s.quantity >= t.quantity
       returning s.variant_id
     ), placed as (
       insert into orders (id, number, user_id, contact_email, contact_name, items_total_minor, total_minor, currency, shipping_address, note)
       select o.id, o.number, o.user_id, u.email, u.name, o.total_minor, o.total_minor, $15, o.shipping_address, o.note
       from o join users u on u.id = o.user_id
       returning id
     ), lines as (
       insert into order_lines (order_id, position, variant_id, product_id, name, unit_price_minor, quantity)
       select order_id, position, variant_id, product_id, name, unit_price_minor, quantity from l
       returning order_id
     ), history as (
       insert into order_history (order_id, version, status, actor_id) select id, 1, 'placed', user_id from o
     ), ledger as (
       insert into stock_ledger (variant_id, delta, reason, order_id, actor_id)
       select l.variant_id, -l.quantity, 'order', l.order_id, o.user_id from l join o on o.id = l.order_id
     ), cleared as (
       delete from cart_items where id = any(array(select item_id from l)) returning id
     )
     select must_hold(
       counts = (select array[count(distinct o.id), count(*), count(*), count(distinct l.variant_id)] from o left join l on l.order_id = o.id),
       'an order was not written whole: of orders, lines, cart lines and variants ' || counts::text)
     from (select array[(select count(*) from placed), (select count(*) from lines), (select count(*) from cleared),
                        (select count(*) from taken)] as counts) written`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.number),
      orders.map((order) => order.userId),
      orders.map((order) => order.totalMinor),
      orders.map((order) => (order.shippingAddress === null ? null : JSON.stringify(order.shippingAddress))),
      orders.map((order) => order.note),
      lines.map((line) => line.orderId),
      lines.map((line) => line.position),
      lines.map((line) => line.itemId),
      lines.map((line) => line.variantId),
      lines.map((line) => line.productId),
      lines.map((line) => line.name),
      lines.map((line) => line.unitPriceMinor),
      lines.map((line) => line.quantity),
      currency,
    ],
  )

export type KeyClaim = { userId: string; key: string; requestHash: Buffer; orderId: string }

export type NewOrder = {
  id: string
  number: string
  userId: string
  totalMinor: number
  shippingAddress: ShippingAddress | null
  note: string | null
}

export type NewLine = LockedLine & { orderId: string; position: number }
