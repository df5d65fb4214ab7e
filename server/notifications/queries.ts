import type { Role } from '../../contracts/accounts.ts'
import type { ShippingAddress } from '../../contracts/orders.ts'
import { rows, type Tx } from '../platform/postgres.ts'

/** What never changes about these orders since they were placed, and where to write to about them. */
export const ordersAsPlaced = (tx: Tx, orderIds: string[]) =>
  rows<OrderAsPlaced>(
    tx,
    `select o.id, o.number, o.contact_email, o.contact_name, o.items_total_minor, o.adjustments, o.total_minor,
            o.currency, o.shipping_address, o.placed_at,
            (select json_agg(json_build_object('name', l.name, 'unitPriceMinor', l.unit_price_minor, 'quantity', l.quantity)
               order by l.position) from order_lines l where l.order_id = o.id) as lines
     from orders o where o.id = any($1::uuid[])`,
    [orderIds],
  )

export const addressesOfUsers = (tx: Tx, userIds: string[]) =>
  rows<{ id: string; email: string; name: string; role: Role }>(
    tx,
    'select id, email, name, role from users where id = any($1::uuid[])',
    [userIds],
  )

export type OrderAsPlaced = {
  id: string
  number: string
  contact_email: string
  contact_name: string
  items_total_minor: number
  adjustments: { label: string; amount: string }[]
  total_minor: number
  currency: string
  shipping_address: ShippingAddress | null
  placed_at: Date
  lines: { name: string; unitPriceMinor: number; quantity: number }[]
}
