-- What waits in the outbox is what happened: the status of an order event is what its history has at that version.
select e.key as subject, format('%s says %s at version %s, the history %s', e.topic, e.payload ->> 'status', e.sequence, h.status) as detail
from outbox e left join order_history h on h.order_id = e.key and h.version = e.sequence
where e.topic like 'order-%' and h.status is distinct from e.payload ->> 'status'
