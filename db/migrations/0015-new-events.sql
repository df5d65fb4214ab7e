-- What a consumer has not applied, from a key on, in order per key, without the keys that wait for a retry. The outbox is full
-- and empty by turns, so what PostgreSQL remembers of its size is wrong most of the time: whatever it takes the tables
-- for, it walks their keys until it has enough, and neither sorts nor hashes nor goes through one table for each row of another.
create function new_events(for_consumer text, of_topics text[], from_key uuid, at_most integer) returns setof outbox
language plpgsql stable
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_material = off
set enable_sort = off
as $$
begin
  return query
    select o.* from outbox o
    where o.key >= from_key and o.topic = any(of_topics)
      and not exists (select 1 from applied_events a where a.consumer = for_consumer and a.event_id = o.id)
      and not exists (select 1 from event_retries r where r.consumer = for_consumer and r.key = o.key)
    order by o.key, o.sequence limit at_most;
end $$;
