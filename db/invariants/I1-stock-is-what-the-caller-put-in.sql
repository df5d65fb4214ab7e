-- The same for somebody who knows what he put in, so that the ledger is not the only witness: {variant: units} in $1.
with sold as (
  select l.variant_id, sum(l.quantity) as units
  from order_lines l join orders o on o.id = l.order_id where o.status <> 'cancelled' group by l.variant_id
)
select known.key as subject,
       format('%s put in, %s in stock, %s sold', known.value, coalesce(s.quantity::text, 'nothing'), coalesce(d.units, 0)) as detail
from jsonb_each_text($1::jsonb) known
left join stock s on s.variant_id = known.key::uuid left join sold d on d.variant_id = known.key::uuid
where known.value::bigint is distinct from s.quantity + coalesce(d.units, 0)
