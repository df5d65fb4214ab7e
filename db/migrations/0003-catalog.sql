create extension if not exists pg_trgm;

create table categories (
  id         uuid primary key,
  name       text not null check (char_length(name) between 1 and 100),
  name_key   text not null generated always as (lower(name)) stored unique,
  slug       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  created_at timestamptz not null default now()
);

-- What is shown. What is sold is a variant; list_price_minor is its lowest price, kept by a trigger so that lists
-- sort by an index of this table. version counts changes of the product's own fields, never of its stock.
create table products (
  id               uuid primary key,
  slug             text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name             text not null check (char_length(name) between 1 and 200),
  description      text not null default '' check (char_length(description) <= 10000),
  category_id      uuid references categories,
  list_price_minor bigint not null default 0 check (list_price_minor between 0 and 1000000000000),
  version          bigint not null default 1,
  archived_at      timestamptz,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  search           tsvector generated always as (
                     setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', description), 'B')
                   ) stored
);
create index products_newest on products (created_at desc, id desc) where archived_at is null;
create index products_price on products (list_price_minor, id) where archived_at is null;
create index products_name on products (lower(name), id) where archived_at is null;
create index products_category_newest on products (category_id, created_at desc, id desc) where archived_at is null;
create index products_category_price on products (category_id, list_price_minor, id) where archived_at is null;
create index products_category_name on products (category_id, lower(name), id) where archived_at is null;
create index products_search on products using gin (search) where archived_at is null;
create index products_name_trigrams on products using gin (name gin_trgm_ops) where archived_at is null;

-- What is sold. Today each product has exactly one, with the product's own id.
create table variants (
  id          uuid primary key,
  product_id  uuid not null references products,
  sku         text unique check (char_length(sku) between 1 and 100),
  price_minor bigint not null check (price_minor between 0 and 1000000000000)
);
create index variants_product on variants (product_id);

-- A narrow row of its own: selling rewrites no product, and leaves room for the update on its page.
create table stock (
  variant_id uuid primary key references variants,
  quantity   integer not null check (quantity >= 0)
) with (fillfactor = 50);

-- Append-only by permission (db/grants.sql); sums to stock.quantity per variant.
create table stock_ledger (
  id         bigint generated always as identity primary key,
  variant_id uuid not null references variants,
  delta      integer not null check (delta <> 0),
  reason     text not null check (reason in ('initial', 'restock', 'correction', 'damage', 'return', 'other', 'import', 'order', 'cancellation')),
  note       text check (char_length(note) <= 1000),
  order_id   uuid,
  actor_id   uuid,
  at         timestamptz not null default now(),
  check ((reason in ('order', 'cancellation')) = (order_id is not null)),
  check (reason <> 'order' or delta < 0),
  check (reason <> 'cancellation' or delta > 0)
);
create index stock_ledger_variant on stock_ledger (variant_id, id);
-- Stock is taken once and given back once for each line of an order.
create unique index stock_ledger_order on stock_ledger (order_id, variant_id, reason) where order_id is not null;

-- What the ledger of a variant sums to through a row of it, so that comparing it with the stock reads only what is newer.
-- A variant's ledger rows get their ids under the lock of its stock, so none appears below a checkpoint afterwards.
create table stock_checkpoints (
  variant_id uuid primary key references variants,
  ledger_id  bigint not null,
  units      bigint not null
);

create table images (
  id         uuid primary key,
  product_id uuid not null references products,
  position   integer not null check (position >= 0),
  folder     text not null unique check (folder ~ '^[A-Za-z0-9_-]+$'),
  alt        text not null default '' check (char_length(alt) <= 300),
  width      integer not null check (width > 0),
  height     integer not null check (height > 0),
  renditions jsonb not null,
  created_at timestamptz not null default now()
);
create index images_product on images (product_id, position, id);

-- How many products are shown, by category: the sum of the rows, which writers only add to, so that none waits for
-- another. The nodes fold them together now and then.
create table product_counts (
  id          bigint generated always as identity primary key,
  category_id uuid,
  delta       integer not null
);

-- The change log that every node follows to outdate its cache. A row carries the id of the transaction that wrote
-- it, so that a reader that keeps its last snapshot finds exactly what was committed since, late commits too.
-- product_id is null where any product may look different.
create table catalog_changes (
  id         bigint generated always as identity primary key,
  product_id uuid,
  xid        xid8 not null default pg_current_xact_id()
);
create index catalog_changes_xid on catalog_changes (xid);

create function note_products_added() returns trigger language plpgsql as $$
begin
  insert into catalog_changes (product_id) select id from after_it;
  insert into product_counts (category_id, delta)
  select category_id, count(*) from after_it where archived_at is null group by category_id;
  return null;
end $$;
create trigger products_added after insert on products
  referencing new table as after_it for each statement execute function note_products_added();

create function note_products_changed() returns trigger language plpgsql as $$
begin
  insert into catalog_changes (product_id) select id from after_it;
  insert into product_counts (category_id, delta)
  select category_id, sum(delta) from (
    select category_id, 1 as delta from after_it where archived_at is null
    union all
    select category_id, -1 from before_it where archived_at is null
  ) moves group by category_id having sum(delta) <> 0;
  return null;
end $$;
create trigger products_changed after update on products
  referencing old table as before_it new table as after_it for each statement execute function note_products_changed();

create function note_products_removed() returns trigger language plpgsql as $$
begin
  insert into catalog_changes (product_id) select id from before_it;
  insert into product_counts (category_id, delta)
  select category_id, -count(*) from before_it where archived_at is null group by category_id;
  return null;
end $$;
create trigger products_removed after delete on products
  referencing old table as before_it for each statement execute function note_products_removed();

create function note_image_change() returns trigger language plpgsql as $$
begin
  insert into catalog_changes (product_id) values (coalesce(new.product_id, old.product_id));
  return null;
end $$;
create trigger images_changed after insert or update or delete on images
  for each row execute function note_image_change();

create function note_category_change() returns trigger language plpgsql as $$
begin
  insert into catalog_changes (product_id) values (null);
  return null;
end $$;
create trigger categories_changed after insert or update or delete on categories
  for each statement execute function note_category_change();

create function keep_list_price() returns trigger language plpgsql as $$
begin
  update products
  set list_price_minor = coalesce((select min(price_minor) from variants where product_id = products.id), list_price_minor)
  where id = coalesce(new.product_id, old.product_id);
  return null;
end $$;
create trigger variants_priced after insert or delete or update of price_minor on variants
  for each row execute function keep_list_price();

-- What a shopper typed as a query: the words as websearch_to_tsquery takes them, the last one (of each "or") as a
-- beginning.
-- With weights 'A' it is for names only.
create function product_query(typed text, weights text) returns tsquery immutable parallel safe
language sql as $$
  select regexp_replace(
    regexp_replace(websearch_to_tsquery('simple', typed)::text, '''(?= \||$)', ''':*', 'g'),
    '(''(?:[^''\\]|''''|\\.)*''):?(\*)?', '\1:\2' || weights, 'g')::tsquery
$$;

-- Products whose name holds something like what was typed, the likest first. A function, so that the threshold is its
-- own: 0.4 finds "bannana" and "oragne", and little else.
create function products_like(typed text, most integer) returns table (id uuid) stable parallel safe
language sql set pg_trgm.word_similarity_threshold = 0.4 as $$
  select p.id from products p
  where p.archived_at is null and typed <% p.name
  order by word_similarity(typed, p.name) desc, p.id desc limit most
$$;
