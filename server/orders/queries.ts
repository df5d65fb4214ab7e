import type { OrderStatus, ShippingAddress } from '../../contracts/orders.ts'
import { affected, type Db, row, rows, type Tx } from '../platform/postgres.ts'
import { micros, moment, type TimePosition } from '../platform/time-position.ts'

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

export const ordersByIds = (db: Db, orderIds: string[]) =>
  rows<OrderRow>(db, `${orderColumns} where o.id = any($1::uuid[])`, [orderIds])

/** A user's orders, newest first, from after a position. */
export const ordersOfUser = (db: Db, userId: string, after: TimePosition | null, limit: number) =>
  rows<OrderRow>(
    db,
    `${orderColumns}
     where o.user_id = $1 and ($2::bigint is null or (o.placed_at, o.id) < (${moment('$2')}, $3::uuid))
     order by o.placed_at desc, o.id desc limit $4`,
    [userId, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

/** All orders, newest first, of a status and by a number or the start of an address where given. */
export const ordersOfShop = (
  db: Db,
  filter: { status: OrderStatus | null; q: string | null },
  after: TimePosition | null,
  limit: number,
) =>
  rows<OrderRow>(
    db,
    `${orderColumns}
     where ($1::text is null or o.status = $1)
       and ($2::text is null or o.number = upper($2) or starts_with(lower(o.contact_email), lower($2)))
       and ($3::bigint is null or (o.placed_at, o.id) < (${moment('$3')}, $4::uuid))
     order by o.placed_at desc, o.id desc limit $5`,
    [filter.status, filter.q, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

const orderColumns = `
  select o.id, o.number, o.user_id, o.contact_email, o.contact_name, o.status, o.version, o.items_total_minor, o.adjustments,
         o.total_minor, o.currency, o.shipping_address, o.note, o.placed_at,
         ${micros('o.placed_at')} as placed_micros,
         (select json_agg(json_build_object('productId', l.product_id, 'name', l.name, 'unitPriceMinor', l.unit_price_minor,
            'quantity', l.quantity) order by l.position) from order_lines l where l.order_id = o.id) as lines,
         (select json_agg(json_build_object('status', h.status, 'at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            order by h.version) from order_history h where h.order_id = o.id) as history
  from orders o`

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
