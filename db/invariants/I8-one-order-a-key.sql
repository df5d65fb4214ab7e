select order_id as subject, format('%s keys of %s users claim it', count(*), count(distinct user_id)) as detail
from idempotency_keys group by order_id having count(*) > 1
union all
select k.order_id, 'its key is of another user' from idempotency_keys k join orders o on o.id = k.order_id
where o.user_id is distinct from k.user_id
