-- The figures are the sums of what was counted, in every snapshot: consumer and rebuild write them in one transaction.
with sold as (select * from stats_orders where status <> 'cancelled'),
items as (
  select o.day, l.product_id, sum(l.quantity) as units, sum(l.quantity * l.unit_price_minor) as revenue
  from sold o join order_lines l using (order_id) group by 1, 2
),
counts as (
  select status as name, count(*) as total from stats_orders group by status
  union all select 'users', count(*) from stats_customers where verified
  union all select 'products', count(*) from stats_products where not archived
),
days as (
  select day, count(*) as orders, sum(total_minor) as revenue, (select sum(units) from items where items.day = sold.day) as units
  from sold group by day
),
customers as (
  select user_id, count(*) as orders, sum(total_minor) filter (where status <> 'cancelled') as revenue
  from stats_orders where user_id is not null group by user_id
)
select c.name as subject, format('counted %s, there are %s', c.total, coalesce(t.total, 0)) as detail
from stats_counts c left join counts t using (name) where c.total <> coalesce(t.total, 0)
union all
select coalesce(d.day, t.day)::text, format('day: %s, there are %s', d, t)
from stats_days d full join days t using (day)
where (coalesce(d.orders, 0), coalesce(d.units, 0), coalesce(d.revenue_minor, 0))
   <> (coalesce(t.orders, 0), coalesce(t.units, 0), coalesce(t.revenue, 0))
union all
select coalesce(p.product_id, t.product_id)::text, format('product on a day: %s, there are %s', p, t)
from stats_product_days p full join items t using (day, product_id)
where (coalesce(p.units, 0), coalesce(p.revenue_minor, 0)) <> (coalesce(t.units, 0), coalesce(t.revenue, 0))
union all
select coalesce(c.user_id, t.user_id)::text, format('customer: %s, there are %s', c, t)
from stats_customers c full join customers t using (user_id)
where (coalesce(c.orders, 0), coalesce(c.revenue_minor, 0)) <> (coalesce(t.orders, 0), coalesce(t.revenue, 0))
union all
select s.order_id::text, format('counted at version %s, the order is at %s', s.version, o.version)
from stats_orders s join orders o on o.id = s.order_id
where s.version > o.version or s.total_minor <> o.total_minor or s.user_id is distinct from o.user_id
   or (s.version = o.version and s.status <> o.status)
