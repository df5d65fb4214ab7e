import type { Role } from '../../contracts/accounts.ts'
import type { ShippingAddress } from '../../contracts/orders.ts'
import { affected, rows, type Tx } from '../platform/postgres.ts'

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

/**
 * Deletes mails that were sent or given up, 90 days after they were written: far longer than any event can come again but
 * for a dead letter. Those of an order stay while it is open, or has such a letter, and as long after; a mail that others
 * follow goes after them.
 */
export const sweptMails = (tx: Tx, limit: number) =>
  affected(
    tx,
    `delete from mails where id in (
       select m.id from mails m
       where m.status <> 'queued' and m.created_at < now() - interval '90 days'
         and not exists (select 1 from mails f where f.after_id = m.id)
         and case when m.kind not like 'order\\_%' then true else exists (
               select 1 from orders o
               where o.id = split_part(split_part(m.message_id, '@', 1), '.', 2)::uuid
                 and o.status in ('delivered', 'cancelled') and o.updated_at < now() - interval '90 days'
                 and not exists (select 1 from dead_letters d where d.key = o.id and d.replayed_at is null)) end
       order by m.created_at limit $1)`,
    [limit],
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
