-- What was put in is there or is sold: what came in beside orders = stock + units in orders that were not cancelled.
with put_in as (
  select variant_id, sum(delta) as units from stock_ledger where reason not in ('order', 'cancellation') group by variant_id
), sold as (
  select l.variant_id, sum(l.quantity) as units
  from order_lines l join orders o on o.id = l.order_id where o.status <> 'cancelled' group by l.variant_id
)
select variant_id as subject,
       format('%s put in, %s in stock, %s sold', coalesce(p.units, 0), s.quantity, coalesce(d.units, 0)) as detail
from stock s left join put_in p using (variant_id) left join sold d using (variant_id)
where coalesce(p.units, 0) <> s.quantity + coalesce(d.units, 0)
