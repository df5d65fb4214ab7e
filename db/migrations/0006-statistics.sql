-- What the dashboard shows, kept by the stats consumer from events alone. stats_orders, stats_customers and
-- stats_products remember what has been counted of each thing, so that the higher version wins and whatever order
-- events come in, the figures end the same.

-- Whoever writes these tables locks this one first: one writer at a time, whichever process it works in.
create table stats_writer (only_column boolean);

create table stats_orders (
  order_id    uuid primary key,
  version     bigint not null,
  status      text not null check (status in ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
  user_id     uuid,
  day         date not null,
  total_minor bigint not null
);

-- A row may be there before the user is known to be verified: topics come in no order. orders counts all that were
-- placed, revenue_minor those not cancelled.
create table stats_customers (
  user_id       uuid primary key,
  verified      boolean not null default false,
  orders        bigint not null default 0,
  revenue_minor bigint not null default 0
);

create table stats_products (
  product_id uuid primary key,
  version    bigint not null,
  archived   boolean not null
);

create table stats_counts (
  name  text primary key check (name in ('users', 'products', 'placed', 'paid', 'shipped', 'delivered', 'cancelled')),
  total bigint not null default 0 check (total >= 0)
);
insert into stats_counts (name)
values ('users'), ('products'), ('placed'), ('paid'), ('shipped'), ('delivered'), ('cancelled');

-- Orders that were not cancelled, by the UTC day they were placed on. No CHECK here: what a cancellation takes away is
-- proposed as a negative row before it meets the row that is there.
create table stats_days (
  day           date primary key,
  orders        bigint not null,
  units         bigint not null,
  revenue_minor bigint not null
);

create table stats_product_days (
  day           date not null,
  product_id    uuid not null,
  units         bigint not null,
  revenue_minor bigint not null,
  primary key (day, product_id)
);

-- What the admin's lists filter by.
create index users_admins on users (id) where role = 'admin';
create index users_found on users using gin ((lower(name) || ' ' || email_key) gin_trgm_ops);
create index audit_log_actor on audit_log (actor_id, at desc, id desc);
create index audit_log_subject on audit_log (subject_id, at desc, id desc);
