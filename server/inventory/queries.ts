import { rows, type Tx } from '../platform/postgres.ts'

/**
 * The lines of these orders that took a variant from above the threshold to it or below, with the stock right after.
 * That stock is today's less all later rows of the ledger, so one batch reads only what is newer than its oldest
 * order; it equals the ledger's running sum as long as ledger and stock agree, which `differences` looks after. Of a
 * variant that is above the threshold even without what was added since, no history is worked out: orders only take.
 */
export const fallsToThreshold = (tx: Tx, orderIds: string[], threshold: number) =>
  rows<Fall>(
    tx,
    `with sold as (
       select variant_id, min(id) as first_id from stock_ledger
       where order_id = any($1::uuid[]) and reason = 'order' group by variant_id
     ), near as (
       select sold.* from sold join stock s using (variant_id)
       where s.quantity <= $2 + (select coalesce(sum(delta), 0) from stock_ledger l
                                 where l.variant_id = sold.variant_id and l.id > sold.first_id and l.delta > 0)
     ), history as (
       select l.id, l.variant_id, l.order_id, l.reason, l.delta, s.quantity - coalesce(sum(l.delta) over (
           partition by l.variant_id order by l.id desc rows between unbounded preceding and 1 preceding), 0) as after
       from near join stock_ledger l on l.variant_id = near.variant_id and l.id >= near.first_id
       join stock s on s.variant_id = l.variant_id
     )
     select h.id as "ledgerId", h.order_id as "orderId", h.after as remaining, v.sku,
            (select name from order_lines n where n.order_id = h.order_id and n.variant_id = h.variant_id limit 1) as "productName"
     from history h join variants v on v.id = h.variant_id
     where h.order_id = any($1::uuid[]) and h.reason = 'order' and h.after <= $2 and h.after - h.delta > $2
     order by h.id`,
    [orderIds, threshold],
  )

/**
 * The variants of these orders whose ledger does not sum to their stock: there should never be one (I3). It adds what
 * is newer than the variant's checkpoint to what that one holds; once `mostRows` rows are newer it moves the checkpoint
 * on, so that what a comparison costs does not grow with the shop's life.
 */
export const differences = (tx: Tx, orderIds: string[], mostRows: number) =>
  rows<{ variantId: string; stock: number; ledger: number }>(
    tx,
    `with compared as (
       select s.variant_id, s.quantity as stock, coalesce(c.units, 0) + coalesce(newer.units, 0) as ledger,
              newer.rows, newer.last_id
       from stock s left join stock_checkpoints c using (variant_id)
       cross join lateral (
         select sum(l.delta) as units, count(*) as rows, max(l.id) as last_id
         from stock_ledger l where l.variant_id = s.variant_id and l.id > coalesce(c.ledger_id, 0)
       ) newer
       where s.variant_id in (select variant_id from order_lines where order_id = any($1::uuid[]))
     ), moved as (
       insert into stock_checkpoints as c (variant_id, ledger_id, units)
       select variant_id, last_id, ledger from compared where rows >= $2 order by variant_id
       on conflict (variant_id) do update set ledger_id = excluded.ledger_id, units = excluded.units
         where c.ledger_id < excluded.ledger_id
     )
     select variant_id as "variantId", stock, ledger::bigint from compared where stock <> ledger`,
    [orderIds, mostRows],
  )

export const admins = (tx: Tx) =>
  rows<{ id: string; email: string }>(tx, `select id, email from users where role = 'admin' order by id`)

export type Fall = {
  ledgerId: number
  orderId: string
  remaining: number
  sku: string | null
  productName: string
}
