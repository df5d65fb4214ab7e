-- Every order, user and product is counted as it is now; I17-figures-agree has the sums.
select coalesce(o.id, s.order_id) as subject, format('it is %s at version %s, counted as %s at %s', o.status, o.version, s.status, s.version) as detail
from orders o full join stats_orders s on s.order_id = o.id
where (o.version, o.status, o.total_minor, (o.placed_at at time zone 'UTC')::date)
      is distinct from (s.version, s.status, s.total_minor, s.day)
union all
select u.id, 'this verified customer is not counted' from users u left join stats_customers c on c.user_id = u.id
where u.role = 'customer' and c.verified is not true
union all
select coalesce(p.id, s.product_id), format('the product is at version %s, counted at %s', p.version, s.version)
from products p full join stats_products s on s.product_id = p.id
where (p.version, p.archived_at is not null) is distinct from (s.version, s.archived)
