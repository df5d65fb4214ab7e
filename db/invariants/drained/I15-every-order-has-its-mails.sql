-- But for those of an order to which nothing can happen any more: they are swept after 90 days.
with expected as (
  select id, 'order_confirmation' as kind from orders
  union all select id, 'order_cancelled' from orders where status = 'cancelled'
  union all select order_id, 'order_shipped' from order_history where status = 'shipped'
)
select e.id as subject, format('there is no mail of kind %s', e.kind) as detail
from expected e
left join mails m on m.kind = e.kind and split_part(split_part(m.message_id, '@', 1), '.', 2) = e.id::text
join orders o on o.id = e.id
where m.id is null and (o.status not in ('delivered', 'cancelled') or o.updated_at > now() - interval '90 days')
