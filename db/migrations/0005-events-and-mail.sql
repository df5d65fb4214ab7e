-- Events that are committed and not yet delivered. id is the event's id everywhere; sequence is the version of the
-- order, user or product that key names, so rows of one key are in order whatever the clocks say.
create table outbox (
  id         uuid primary key,
  topic      text not null check (topic in ('order-placed', 'order-cancelled', 'order-status-changed', 'user-verified', 'product-changed')),
  key        uuid not null,
  sequence   bigint not null,
  payload    json not null,
  request_id text,
  created_at timestamptz not null default now(),
  unique (key, sequence, topic)
);

-- Written in the transaction of the effect: an event takes effect once at each consumer, however often it comes.
create table applied_events (
  consumer   text not null,
  event_id   uuid not null,
  applied_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index applied_events_at on applied_events (applied_at);

-- A key of a consumer whose next event failed: it waits until next_try_at, and its later events behind it.
create table event_retries (
  consumer    text not null,
  key         uuid not null,
  event_id    uuid not null,
  tries       integer not null check (tries >= 1),
  next_try_at timestamptz not null,
  reason      text not null,
  primary key (consumer, key)
);

-- What a consumer gave up. The event counts as applied there, so that later ones of its key go on.
create table dead_letters (
  id          uuid primary key,
  consumer    text not null,
  event_id    uuid not null,
  topic       text not null,
  key         uuid,
  sequence    bigint,
  payload     json,
  raw         text,
  request_id  text,
  reason      text not null,
  tries       integer not null check (tries >= 1),
  failed_at   timestamptz not null default now(),
  replayed_at timestamptz,
  unique (consumer, event_id)
);
create index dead_letters_failed on dead_letters (failed_at desc, id desc);

-- Every mail is a row, written in the transaction that causes it. after_id: not sent before that one has gone.
-- sealed: a code under MAIL_KEY, erased once sent.
create table mails (
  id           uuid primary key,
  message_id   text not null unique,
  kind         text not null check (kind in ('code', 'address_known', 'reset_code', 'welcome', 'order_confirmation', 'order_cancelled', 'order_shipped', 'password_changed', 'low_stock')),
  recipient    text not null check (recipient !~ '[[:cntrl:]]'),
  payload      jsonb not null default '{}',
  sealed       bytea,
  after_id     uuid references mails,
  status       text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  tries        integer not null default 0,
  next_try_at  timestamptz not null default now(),
  expires_at   timestamptz,
  leased_until timestamptz,
  last_error   text,
  request_id   text,
  created_at   timestamptz not null default now(),
  sent_at      timestamptz
);
create index mails_due on mails (next_try_at) where status = 'queued';
