-- A user's cart has the user's own id; a cart without a user is a guest's (later).
create table carts (
  id         uuid primary key,
  user_id    uuid unique references users on delete cascade,
  created_at timestamptz not null default now()
);

create table cart_items (
  id         uuid primary key,
  cart_id    uuid not null references carts on delete cascade,
  variant_id uuid not null references variants,
  quantity   integer not null check (quantity between 1 and 9999),
  added_at   timestamptz not null default now(),
  unique (cart_id, variant_id)
) with (fillfactor = 80);

-- user_id may be null (guests come later), the contact address may not.
create table orders (
  id                uuid primary key,
  number            text not null unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  user_id           uuid references users,
  contact_email     text not null,
  contact_name      text not null,
  status            text not null default 'placed' check (status in ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
  version           bigint not null default 1 check (version >= 1),
  items_total_minor bigint not null check (items_total_minor >= 0),
  adjustments       jsonb not null default '[]',
  total_minor       bigint not null check (total_minor >= 0),
  currency          text not null,
  shipping_address  json,
  note              text check (char_length(note) <= 1000),
  placed_at         timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);
create index orders_user on orders (user_id, placed_at desc, id desc);
create index orders_placed on orders (placed_at desc, id desc);
create index orders_status on orders (status, placed_at desc, id desc);

-- Names and prices as sold.
create table order_lines (
  order_id         uuid not null references orders,
  position         smallint not null check (position >= 0),
  variant_id       uuid not null references variants,
  product_id       uuid not null,
  name             text not null,
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  quantity         integer not null check (quantity > 0),
  primary key (order_id, position)
);

create table order_history (
  order_id uuid not null references orders,
  version  bigint not null,
  status   text not null,
  actor_id uuid,
  at       timestamptz not null default now(),
  primary key (order_id, version)
);

-- Written in the order's transaction: a retry after any crash finds the order that the first attempt made.
create table idempotency_keys (
  user_id      uuid not null,
  key          text not null check (char_length(key) between 1 and 255),
  request_hash bytea not null,
  order_id     uuid not null references orders deferrable initially deferred,
  created_at   timestamptz not null default now(),
  primary key (user_id, key)
);
