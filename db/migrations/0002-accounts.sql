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
  codes_sent      smallint not null default 0,
  code_sent_at    timestamptz,
  completed_at    timestamptz,
  created_at      timestamptz not null default now()
);
create index registrations_email on registrations (email_key, created_at desc) where completed_at is null;
create index registrations_created on registrations (created_at);

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

-- A session is a family of refresh tokens. A token is (session, generation, MAC), so a row knows every member:
-- generation is the live one, the one before it is honoured for 10 s after rotated_at, an older one is theft.
create table sessions (
  id           uuid primary key,
  user_id      uuid not null references users on delete cascade,
  generation   integer not null default 1,
  user_agent   text not null default '',
  created_at   timestamptz not null default now(),
  rotated_at   timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create index sessions_user on sessions (user_id) where ended_at is null;
create index sessions_expires on sessions (expires_at);

-- Access tokens of a session that were issued up to a moment are refused. Every process reloads these rows.
create table revocations (
  id             uuid primary key,
  session_id     uuid not null,
  issued_through timestamptz not null default clock_timestamp(),
  created_at     timestamptz not null default clock_timestamp()
);
create index revocations_created on revocations (created_at);
