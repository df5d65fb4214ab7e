-- Behind Kafka. An event whose key waits for a retry at a consumer: it is kept here, so that the place in its topic can
-- go on, and later events of the key wait behind it. It counts as gone once it is in applied_events.
create table parked_events (
  consumer    text not null,
  id          uuid not null,
  topic       text not null,
  key         uuid not null,
  sequence    bigint not null,
  payload     json not null,
  request_id  text,
  traceparent text,
  parked_at   timestamptz not null default now(),
  primary key (consumer, id)
);
create index parked_events_order on parked_events (consumer, key, sequence);

-- When a dead letter was copied to its topic's .dlq; behind Kafka the relay looks for those that were not.
alter table dead_letters add column copied_at timestamptz;
create index dead_letters_to_copy on dead_letters (failed_at, id) where copied_at is null;

-- Rows come and go all day and nothing is ever updated: what is dead is cleared by the thousand, not by a share of the
-- table, and without pauses, or each look of a relay would pass over all that has left since.
alter table outbox set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_cost_delay = 0
);
alter table parked_events set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0
);
