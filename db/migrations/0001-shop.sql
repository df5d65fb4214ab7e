-- What is true of the whole shop. The one row is written by the first migration from the CURRENCY setting.
create table shop (
  only_row   boolean primary key default true check (only_row),
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now()
);

-- Append-only by permission (db/grants.sql): who did what to which thing.
create table audit_log (
  id         uuid primary key,
  actor_id   uuid,
  action     text not null check (action ~ '^[a-z]+(\.[a-z_]+)+$'),
  subject_id uuid,
  detail     jsonb not null default '{}',
  request_id text,
  at         timestamptz not null default now()
);
create index audit_log_at on audit_log (at desc, id desc);
