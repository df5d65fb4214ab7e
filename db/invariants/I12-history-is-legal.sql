-- Versions without a gap, each status out of the one before it as the contract allows, the last one the order's own;
-- stock given back once for what was cancelled, and for nothing else.
with steps as (
  select order_id, version, status, row_number() over w as place, lag(status) over w as origin, lead(status) over w is null as is_last
  from order_history window w as (partition by order_id order by version)
)
select order_id as subject, format('version %s: from %s to %s', version, origin, status) as detail
from steps
where version <> place
   or (coalesce(origin, ''), status) not in
      (('', 'placed'), ('placed', 'paid'), ('paid', 'shipped'), ('shipped', 'delivered'), ('placed', 'cancelled'), ('paid', 'cancelled'))
union all
select o.id, format('it is %s at version %s, its history ends %s at %s', o.status, o.version, s.status, s.version)
from orders o left join steps s on s.order_id = o.id and s.is_last
where (o.status, o.version) is distinct from (s.status, s.version)
union all
select o.id, format('it is %s, and %s units of its %s came back', o.status, coalesce(g.units, 0), l.units)
from orders o
join (select order_id, sum(quantity) as units from order_lines group by order_id) l on l.order_id = o.id
left join (select order_id, sum(delta) as units from stock_ledger where reason = 'cancellation' group by order_id) g on g.order_id = o.id
where coalesce(g.units, 0) <> case o.status when 'cancelled' then l.units else 0 end
