select o.id as subject, format('total %s, items %s, lines %s', o.total_minor, o.items_total_minor, l.sum) as detail
from orders o
left join (select order_id, sum(quantity * unit_price_minor) from order_lines group by order_id) l on l.order_id = o.id
where o.items_total_minor is distinct from l.sum
   or (o.adjustments = '[]' and o.total_minor <> o.items_total_minor)
   or o.currency <> (select currency from shop)
