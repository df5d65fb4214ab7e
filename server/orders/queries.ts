import type { OrderStatus, ShippingAddress } from '../../contracts/orders.ts'
import { affected, type Db, row, rows, type Tx } from '../platform/postgres.ts'
import type { LockedLine } from './allocate.ts'

/**
 * Claims idempotency keys for orders that are about to be placed; answers those that were free. A key that another
 * transaction is claiming is waited for.
 */
export const claimedKeys = async (tx: Tx, claims: KeyClaim[]) =>
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
     where (user_id, key) in (select * from unnest($1::uuid[], $2::text[]))`,
    [userIds, keys],
  )

/** Gives back the keys of attempts that were refused. */
export const releasedKeys = (tx: Tx, orderIds: string[]) =>
  affected(tx, 'delete from idempotency_keys where order_id = any($1::uuid[])', [orderIds])

/**
 * Locks the lines of these carts and the stock of what is in them, each pair in the order of the variant, which is the
 * order for everybody: no two placements can wait for each other. The stock is read under its lock, the price in the
 * same statement.
 */
export const lockedLines = (tx: Tx, cartIds: string[]) =>
  rows<LockedLine & { cartId: string; addedAt: Date; placedAt: Date }>(
    tx,
    `select i.cart_id as "cartId", i.id as "itemId", i.added_at as "addedAt", i.variant_id as "variantId", i.quantity,
            v.product_id as "productId", p.name, v.price_minor as "unitPriceMinor",
            case when p.archived_at is null then s.quantity else 0 end as available, now() as "placedAt"
     from cart_items i
     join stock s on s.variant_id = i.variant_id
     join variants v on v.id = i.variant_id
     join products p on p.id = v.product_id
     where i.cart_id = any($1::uuid[])
     order by i.variant_id, i.cart_id
     for update of i, s`,
    [cartIds],
  )

/**
 * Writes granted orders whole: takes the stock (guarded, though its locks are held), makes orders, lines, history and
 * ledger rows, and clears exactly the ordered cart lines. Answers how many rows each part wrote, for the caller to check.
 */
export const writtenOrders = (tx: Tx, orders: NewOrder[], lines: NewLine[], currency: string) =>
  row<{ orders: number; lines: number; variants: number; cleared: number }>(
    tx,
    `with o as (
       select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::jsonb[], $6::text[])
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
       delete from cart_items i using l where i.id = l.item_id returning i.id
     )
     select (select count(*) from placed)::int as orders, (select count(*) from lines)::int as lines,
            (select count(*) from taken)::int as variants, (select count(*) from cleared)::int as cleared`,
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

/** Moves an order to another status, only from one of `from` and, where a user is given, only that user's. */
export const movedOrder = (
  tx: Tx,
  move: { orderId: string; to: OrderStatus; from: OrderStatus[]; userId: string | null },
) =>
  row<{ version: number }>(
    tx,
    `update orders set status = $2, version = version + 1, updated_at = now()
     where id = $1 and status = any($3::text[]) and ($4::uuid is null or user_id = $4)
     returning version`,
    [move.orderId, move.to, move.from, move.userId],
  )

export const noteHistory = (tx: Tx, orderId: string, version: number, status: OrderStatus, actorId: string) =>
  affected(tx, 'insert into order_history (order_id, version, status, actor_id) values ($1, $2, $3, $4)', [
    orderId,
    version,
    status,
    actorId,
  ])

/** Locks the stock of an order's lines, in the order for everybody. */
export const lockedStockOf = (tx: Tx, orderId: string) =>
  rows(
    tx,
    `select variant_id from stock where variant_id in (select variant_id from order_lines where order_id = $1)
     order by variant_id for update`,
    [orderId],
  )

/** Gives an order's stock back, with its ledger rows; UNIQUE lets it happen once. */
export const restockedLines = (tx: Tx, orderId: string, actorId: string) =>
  affected(
    tx,
    `with l as (select variant_id, sum(quantity)::int as quantity from order_lines where order_id = $1 group by variant_id),
     given_back as (
       update stock s set quantity = s.quantity + l.quantity from l where s.variant_id = l.variant_id
     )
     insert into stock_ledger (variant_id, delta, reason, order_id, actor_id)
     select variant_id, quantity, 'cancellation', $1, $2 from l`,
    [orderId, actorId],
  )

export const orderById = (db: Db, orderId: string, userId: string | null) =>
  row<OrderRow>(db, `${orderColumns} where o.id = $1 and ($2::uuid is null or o.user_id = $2)`, [
    orderId,
    userId,
  ])

/** A user's orders, newest first, from after a position. Times in positions are microseconds since 1970. */
export const ordersOfUser = (db: Db, userId: string, after: Position | null, limit: number) =>
  rows<OrderRow>(
    db,
    `${orderColumns}
     where o.user_id = $1 and ($2::bigint is null or (o.placed_at, o.id) < ('epoch'::timestamptz + $2 * interval '1 microsecond', $3::uuid))
     order by o.placed_at desc, o.id desc limit $4`,
    [userId, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

/** All orders, newest first, of a status and by a number or the start of an address where given. */
export const ordersOfShop = (
  db: Db,
  filter: { status: OrderStatus | null; q: string | null },
  after: Position | null,
  limit: number,
) =>
  rows<OrderRow>(
    db,
    `${orderColumns}
     where ($1::text is null or o.status = $1)
       and ($2::text is null or o.number = upper($2) or starts_with(lower(o.contact_email), lower($2)))
       and ($3::bigint is null or (o.placed_at, o.id) < ('epoch'::timestamptz + $3 * interval '1 microsecond', $4::uuid))
     order by o.placed_at desc, o.id desc limit $5`,
    [filter.status, filter.q, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

const orderColumns = `
  select o.id, o.number, o.user_id, o.contact_email, o.contact_name, o.status, o.version, o.items_total_minor, o.adjustments,
         o.total_minor, o.currency, o.shipping_address, o.note, o.placed_at,
         (extract(epoch from o.placed_at) * 1000000)::bigint as placed_micros,
         (select json_agg(json_build_object('productId', l.product_id, 'name', l.name, 'unitPriceMinor', l.unit_price_minor,
            'quantity', l.quantity) order by l.position) from order_lines l where l.order_id = o.id) as lines,
         (select json_agg(json_build_object('status', h.status, 'at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            order by h.version) from order_history h where h.order_id = o.id) as history
  from orders o`

export type Position = [placedMicros: number, id: string]

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

export type OrderRow = {
  id: string
  number: string
  user_id: string | null
  contact_email: string
  contact_name: string
  status: OrderStatus
  version: number
  items_total_minor: number
  adjustments: []
  total_minor: number
  currency: string
  shipping_address: ShippingAddress | null
  note: string | null
  placed_at: Date
  placed_micros: number
  lines: { productId: string; name: string; unitPriceMinor: number; quantity: number }[]
  history: { status: OrderStatus; at: string }[]
}
