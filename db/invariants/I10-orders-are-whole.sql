-- No order without lines, ledger rows and history, and none of these without the order.
select o.id as subject, 'it has no lines' as detail from orders o
where not exists (select 1 from order_lines l where l.order_id = o.id)
union all
select coalesce(l.order_id, g.order_id), format('lines of %s say %s, the ledger %s', coalesce(l.variant_id, g.variant_id), l.units, g.units)
from (select order_id, variant_id, sum(quantity) as units from order_lines group by 1, 2) l
full join (select order_id, variant_id, -sum(delta) as units from stock_ledger where reason = 'order' group by 1, 2) g
  on g.order_id = l.order_id and g.variant_id = l.variant_id
where l.units is distinct from g.units
union all
select g.order_id, format('the ledger has a %s, but there is no such order', g.reason) from stock_ledger g
where g.order_id is not null and not exists (select 1 from orders o where o.id = g.order_id)
union all
select e.key, format('there is a %s event, but no such order', e.topic) from outbox e
where e.topic like 'order-%' and not exists (select 1 from orders o where o.id = e.key)
union all
select s.order_id, 'it is counted, but there is no such order' from stats_orders s
where not exists (select 1 from orders o where o.id = s.order_id)
