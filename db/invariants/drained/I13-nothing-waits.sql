select id as subject, format('%s of %s waits in the outbox', topic, key) as detail from outbox
union all
select event_id, format('%s waits to retry it: %s', consumer, reason) from event_retries
union all
select id, format('%s has it parked', consumer) from parked_events
