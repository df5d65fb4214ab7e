-- The same look as before, up to a key as well: beside a long backlog, of which a consumer has applied most, a look at all of it
-- held a processor for as long as that took.
drop function new_events(text, text[], uuid, integer);
create function new_events(for_consumer text, of_topics text[], from_key uuid, at_most integer, to_key uuid default null)
returns setof outbox
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
    where o.key >= from_key and o.key <= coalesce(to_key, 'ffffffff-ffff-ffff-ffff-ffffffffffff') and o.topic = any(of_topics)
      and not exists (select 1 from applied_events a where a.consumer = for_consumer and a.event_id = o.id)
      and not exists (select 1 from event_retries r where r.consumer = for_consumer and r.key = o.key)
    order by o.key, o.sequence limit at_most;
end $$;

-- The key so many rows behind all of this one; null where there are not as many. By the keys as well, whatever the outbox is taken for.
create function outbox_key_ahead(from_key uuid, distance integer) returns uuid
language plpgsql stable
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
as $$
begin
  return (select o.key from outbox o where o.key > from_key order by o.key, o.sequence offset distance limit 1);
end $$;

-- Its statements go by their keys whatever it holds, and while it fills and empties it is analysed again and again.
alter table outbox alter column id set statistics 10, alter column topic set statistics 10, alter column key set statistics 10,
  alter column sequence set statistics 10, alter column request_id set statistics 10,
  alter column created_at set statistics 10, alter column traceparent set statistics 10;
