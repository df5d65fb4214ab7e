-- A user is an address that was verified. email is as typed, email_key is what makes it unique (lower case, NFKC).
create table users (
  id            uuid primary key,
  email         text not null check (email !~ '[[:cntrl:]]' and length(email) between 3 and 254),
  email_key     text not null unique,
  name          text not null check (char_length(name) between 1 and 100),
  role          text not null default 'customer' check (role in ('customer', 'admin')),
  password_hash text not null,
  version       bigint not null default 1,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);
create index users_created on users (created_at desc, id desc);

-- Each registration stands alone, with a code and a cookie of its own, so that whoever registers somebody
-- else's address gains nothing. It becomes a user when its code is entered.
create table registrations (
  id              uuid primary key,
  email           text not null check (email !~ '[[:cntrl:]]' and length(email) between 3 and 254),
  email_key       text not null,
  name            text not null check (char_length(name) between 1 and 100),
  password_hash   text not null,
  cookie_hash     bytea not null unique,
  code_hash       bytea,
  code_expires_at timestamptz,
  code_tries      smallint not null default 0,
  completed_at    timestamptz,
  created_at      timestamptz not null default now()
);
create index registrations_email on registrations (email_key, created_at desc) where completed_at is null;
create index registrations_created on registrations (created_at);

-- One row for each mail about a code, so that mails can be limited: per registration or user (subject_id), per address.
create table code_mails (
  id         uuid primary key,
  subject_id uuid not null,
  email_key  text not null,
  again      boolean not null,
  sent_at    timestamptz not null default now()
);
create index code_mails_email on code_mails (email_key, sent_at);
create index code_mails_sent on code_mails (sent_at);

create table password_resets (
  id         uuid primary key,
  user_id    uuid not null references users on delete cascade,
  code_hash  bytea not null,
  expires_at timestamptz not null,
  tries      smallint not null default 0,
  used_at    timestamptz,
  created_at timestamptz not null default now()
);
create index password_resets_user on password_resets (user_id, created_at desc);
create index password_resets_created on password_resets (created_at);

-- A session is a family of refresh tokens. A token is (session, generation, MAC), so a row knows every member:
-- generation is the live one, the one before it is honoured for 10 s after rotated_at, an older one is theft.
-- epoch stands in every access token; it rises when the session's tokens are revoked and the session lives on.
create table sessions (
  id           uuid primary key,
  user_id      uuid not null references users on delete cascade,
  generation   integer not null default 1,
  epoch        integer not null default 1,
  user_agent   text not null default '',
  created_at   timestamptz not null default now(),
  rotated_at   timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create index sessions_user on sessions (user_id) where ended_at is null;
create index sessions_expires on sessions (expires_at);
create index sessions_ended on sessions (ended_at) where ended_at is not null;

-- Access tokens of a session up to an epoch are refused. Every process reloads these rows; xid tells it which of
-- them it may not have seen, whatever the order of the commits.
create table revocations (
  session_id    uuid not null,
  through_epoch integer not null,
  xid           xid8 not null default pg_current_xact_id(),
  created_at    timestamptz not null default clock_timestamp(),
  primary key (session_id, through_epoch)
);
create index revocations_xid on revocations (xid);
create index revocations_created on revocations (created_at);
