create extension pg_trgm;

create table applied_events (
  consumer text not null,
  event_id uuid not null,
  applied_at timestamp with time zone not null default now(),
  constraint applied_events_pkey PRIMARY KEY (consumer, event_id)
);

create table audit_log (
  id uuid not null,
  actor_id uuid,
  action text not null,
  subject_id uuid,
  detail jsonb not null default '{}'::jsonb,
  request_id text,
  at timestamp with time zone not null default now(),
  constraint audit_log_action_check CHECK ((action ~ '^[a-z]+(\.[a-z_]+)+$'::text)),
  constraint audit_log_pkey PRIMARY KEY (id)
);

create table cart_items (
  id uuid not null,
  cart_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  added_at timestamp with time zone not null default now(),
  constraint cart_items_cart_id_fkey FOREIGN KEY (cart_id) REFERENCES carts(id) ON DELETE CASCADE,
  constraint cart_items_cart_id_variant_id_key UNIQUE (cart_id, variant_id),
  constraint cart_items_pkey PRIMARY KEY (id),
  constraint cart_items_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9999))),
  constraint cart_items_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
) with (fillfactor=80);

create table carts (
  id uuid not null,
  user_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint carts_pkey PRIMARY KEY (id),
  constraint carts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint carts_user_id_key UNIQUE (user_id)
);

create table catalog_changes (
  id bigint not null generated always as identity,
  product_id uuid,
  xid xid8 not null default pg_current_xact_id(),
  constraint catalog_changes_pkey PRIMARY KEY (id)
);

create table categories (
  id uuid not null,
  name text not null,
  name_key text not null generated always as (lower(name)) stored,
  slug text not null,
  created_at timestamp with time zone not null default now(),
  constraint categories_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint categories_name_key_key UNIQUE (name_key),
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint categories_slug_key UNIQUE (slug)
);

create table code_mails (
  id uuid not null,
  subject_id uuid not null,
  email_key text not null,
  again boolean not null,
  sent_at timestamp with time zone not null default now(),
  constraint code_mails_pkey PRIMARY KEY (id)
);

create table dead_letters (
  id uuid not null,
  consumer text not null,
  event_id uuid not null,
  topic text not null,
  key uuid,
  sequence bigint,
  payload json,
  raw text,
  request_id text,
  reason text not null,
  tries integer not null,
  failed_at timestamp with time zone not null default now(),
  replayed_at timestamp with time zone,
  copied_at timestamp with time zone,
  constraint dead_letters_consumer_event_id_key UNIQUE (consumer, event_id),
  constraint dead_letters_pkey PRIMARY KEY (id),
  constraint dead_letters_tries_check CHECK ((tries >= 1))
);

create table event_retries (
  consumer text not null,
  key uuid not null,
  event_id uuid not null,
  tries integer not null,
  next_try_at timestamp with time zone not null,
  reason text not null,
  constraint event_retries_pkey PRIMARY KEY (consumer, key),
  constraint event_retries_tries_check CHECK ((tries >= 1))
);

create table idempotency_keys (
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  order_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255))),
  constraint idempotency_keys_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id) DEFERRABLE INITIALLY DEFERRED,
  constraint idempotency_keys_pkey PRIMARY KEY (user_id, key)
);

create table images (
  id uuid not null,
  product_id uuid not null,
  "position" integer not null,
  folder text not null,
  alt text not null default ''::text,
  width integer not null,
  height integer not null,
  renditions jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint images_alt_check CHECK ((char_length(alt) <= 300)),
  constraint images_folder_check CHECK ((folder ~ '^[A-Za-z0-9_-]+$'::text)),
  constraint images_folder_key UNIQUE (folder),
  constraint images_height_check CHECK ((height > 0)),
  constraint images_pkey PRIMARY KEY (id),
  constraint images_position_check CHECK (("position" >= 0)),
  constraint images_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint images_width_check CHECK ((width > 0))
);

create table mails (
  id uuid not null,
  message_id text not null,
  kind text not null,
  recipient text not null,
  payload jsonb not null default '{}'::jsonb,
  sealed bytea,
  after_id uuid,
  status text not null default 'queued'::text,
  tries integer not null default 0,
  next_try_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  leased_until timestamp with time zone,
  last_error text,
  request_id text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  traceparent text,
  constraint mails_after_id_fkey FOREIGN KEY (after_id) REFERENCES mails(id),
  constraint mails_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'address_known'::text, 'reset_code'::text, 'welcome'::text, 'order_confirmation'::text, 'order_cancelled'::text, 'order_shipped'::text, 'password_changed'::text, 'low_stock'::text]))),
  constraint mails_message_id_key UNIQUE (message_id),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_recipient_check CHECK ((recipient !~ '[[:cntrl:]]'::text)),
  constraint mails_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))
) with (fillfactor=60);

create table order_history (
  order_id uuid not null,
  version bigint not null,
  status text not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  constraint order_history_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint order_history_pkey PRIMARY KEY (order_id, version)
);

create table order_lines (
  order_id uuid not null,
  "position" smallint not null,
  variant_id uuid not null,
  product_id uuid not null,
  name text not null,
  unit_price_minor bigint not null,
  quantity integer not null,
  constraint order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint order_lines_pkey PRIMARY KEY (order_id, "position"),
  constraint order_lines_position_check CHECK (("position" >= 0)),
  constraint order_lines_quantity_check CHECK ((quantity > 0)),
  constraint order_lines_unit_price_minor_check CHECK ((unit_price_minor >= 0)),
  constraint order_lines_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

create table orders (
  id uuid not null,
  number text not null,
  user_id uuid,
  contact_email text not null,
  contact_name text not null,
  status text not null default 'placed'::text,
  version bigint not null default 1,
  items_total_minor bigint not null,
  adjustments jsonb not null default '[]'::jsonb,
  total_minor bigint not null,
  currency text not null,
  shipping_address json,
  note text,
  placed_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint orders_items_total_minor_check CHECK ((items_total_minor >= 0)),
  constraint orders_note_check CHECK ((char_length(note) <= 1000)),
  constraint orders_number_check CHECK ((number ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'::text)),
  constraint orders_number_key UNIQUE (number),
  constraint orders_pkey PRIMARY KEY (id),
  constraint orders_status_check CHECK ((status = ANY (ARRAY['placed'::text, 'paid'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text]))),
  constraint orders_total_minor_check CHECK ((total_minor >= 0)),
  constraint orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint orders_version_check CHECK ((version >= 1))
);

create table outbox (
  id uuid not null,
  topic text not null,
  key uuid not null,
  sequence bigint not null,
  payload json not null,
  request_id text,
  created_at timestamp with time zone not null default now(),
  traceparent text,
  constraint outbox_key_sequence_topic_key UNIQUE (key, sequence, topic),
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_topic_check CHECK ((topic = ANY (ARRAY['order-placed'::text, 'order-cancelled'::text, 'order-status-changed'::text, 'user-verified'::text, 'product-changed'::text])))
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0, autovacuum_vacuum_insert_scale_factor=0, autovacuum_vacuum_insert_threshold=100000, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=20000);

create table parked_events (
  consumer text not null,
  id uuid not null,
  topic text not null,
  key uuid not null,
  sequence bigint not null,
  payload json not null,
  request_id text,
  traceparent text,
  parked_at timestamp with time zone not null default now(),
  constraint parked_events_pkey PRIMARY KEY (consumer, id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000, autovacuum_vacuum_cost_delay=0);

create table password_resets (
  id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  expires_at timestamp with time zone not null,
  tries smallint not null default 0,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint password_resets_pkey PRIMARY KEY (id),
  constraint password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table product_counts (
  id bigint not null generated always as identity,
  category_id uuid,
  delta integer not null,
  constraint product_counts_pkey PRIMARY KEY (id)
);

create table products (
  id uuid not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  category_id uuid,
  list_price_minor bigint not null default 0,
  version bigint not null default 1,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  search tsvector generated always as ((setweight(to_tsvector('simple'::regconfig, name), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, description), 'B'::"char"))) stored,
  constraint products_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories(id),
  constraint products_description_check CHECK ((char_length(description) <= 10000)),
  constraint products_list_price_minor_check CHECK (((list_price_minor >= 0) AND (list_price_minor <= '1000000000000'::bigint))),
  constraint products_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint products_pkey PRIMARY KEY (id),
  constraint products_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint products_slug_key UNIQUE (slug)
);

create table registrations (
  id uuid not null,
  email text not null,
  email_key text not null,
  name text not null,
  password_hash text not null,
  cookie_hash bytea not null,
  code_hash bytea,
  code_expires_at timestamp with time zone,
  code_tries smallint not null default 0,
  completed_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint registrations_cookie_hash_key UNIQUE (cookie_hash),
  constraint registrations_email_check CHECK (((email !~ '[[:cntrl:]]'::text) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint registrations_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint registrations_pkey PRIMARY KEY (id)
);

create table revocations (
  session_id uuid not null,
  through_epoch integer not null,
  xid xid8 not null default pg_current_xact_id(),
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint revocations_pkey PRIMARY KEY (session_id, through_epoch)
);

create table schema_migrations (
  name text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table search_words (
  word text not null,
  named boolean not null,
  constraint search_words_pkey PRIMARY KEY (word)
);

create table sessions (
  id uuid not null,
  user_id uuid not null,
  generation integer not null default 1,
  epoch integer not null default 1,
  user_agent text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  rotated_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table shop (
  only_row boolean not null default true,
  currency text not null,
  created_at timestamp with time zone not null default now(),
  constraint shop_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint shop_only_row_check CHECK (only_row),
  constraint shop_pkey PRIMARY KEY (only_row)
);

create table stats_counts (
  name text not null,
  total bigint not null default 0,
  constraint stats_counts_name_check CHECK ((name = ANY (ARRAY['users'::text, 'products'::text, 'placed'::text, 'paid'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text]))),
  constraint stats_counts_pkey PRIMARY KEY (name),
  constraint stats_counts_total_check CHECK ((total >= 0))
);

create table stats_customers (
  user_id uuid not null,
  verified boolean not null default false,
  orders bigint not null default 0,
  revenue_minor bigint not null default 0,
  constraint stats_customers_pkey PRIMARY KEY (user_id)
);

create table stats_days (
  day date not null,
  orders bigint not null,
  units bigint not null,
  revenue_minor bigint not null,
  constraint stats_days_pkey PRIMARY KEY (day)
);

create table stats_orders (
  order_id uuid not null,
  version bigint not null,
  status text not null,
  user_id uuid,
  day date not null,
  total_minor bigint not null,
  constraint stats_orders_pkey PRIMARY KEY (order_id),
  constraint stats_orders_status_check CHECK ((status = ANY (ARRAY['placed'::text, 'paid'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text])))
);

create table stats_product_days (
  day date not null,
  product_id uuid not null,
  units bigint not null,
  revenue_minor bigint not null,
  constraint stats_product_days_pkey PRIMARY KEY (day, product_id)
);

create table stats_products (
  product_id uuid not null,
  version bigint not null,
  archived boolean not null,
  constraint stats_products_pkey PRIMARY KEY (product_id)
);

create table stats_writer (
  only_column boolean
);

create table stock (
  variant_id uuid not null,
  quantity integer not null,
  constraint stock_pkey PRIMARY KEY (variant_id),
  constraint stock_quantity_check CHECK ((quantity >= 0)),
  constraint stock_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
) with (fillfactor=50);

create table stock_checkpoints (
  variant_id uuid not null,
  ledger_id bigint not null,
  units bigint not null,
  constraint stock_checkpoints_pkey PRIMARY KEY (variant_id),
  constraint stock_checkpoints_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

create table stock_ledger (
  id bigint not null generated always as identity,
  variant_id uuid not null,
  delta integer not null,
  reason text not null,
  note text,
  order_id uuid,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  constraint stock_ledger_check CHECK (((reason = ANY (ARRAY['order'::text, 'cancellation'::text])) = (order_id IS NOT NULL))),
  constraint stock_ledger_check1 CHECK (((reason <> 'order'::text) OR (delta < 0))),
  constraint stock_ledger_check2 CHECK (((reason <> 'cancellation'::text) OR (delta > 0))),
  constraint stock_ledger_delta_check CHECK ((delta <> 0)),
  constraint stock_ledger_note_check CHECK ((char_length(note) <= 1000)),
  constraint stock_ledger_pkey PRIMARY KEY (id),
  constraint stock_ledger_reason_check CHECK ((reason = ANY (ARRAY['initial'::text, 'restock'::text, 'correction'::text, 'damage'::text, 'return'::text, 'other'::text, 'import'::text, 'order'::text, 'cancellation'::text]))),
  constraint stock_ledger_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

create table users (
  id uuid not null,
  email text not null,
  email_key text not null,
  name text not null,
  role text not null default 'customer'::text,
  password_hash text not null,
  version bigint not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint users_email_check CHECK (((email !~ '[[:cntrl:]]'::text) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint users_email_key_key UNIQUE (email_key),
  constraint users_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_role_check CHECK ((role = ANY (ARRAY['customer'::text, 'admin'::text])))
);

create table variants (
  id uuid not null,
  product_id uuid not null,
  sku text,
  price_minor bigint not null,
  constraint variants_pkey PRIMARY KEY (id),
  constraint variants_price_minor_check CHECK (((price_minor >= 0) AND (price_minor <= '1000000000000'::bigint))),
  constraint variants_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint variants_sku_check CHECK (((char_length(sku) >= 1) AND (char_length(sku) <= 100))),
  constraint variants_sku_key UNIQUE (sku)
);

CREATE INDEX applied_events_at ON public.applied_events USING btree (applied_at);

CREATE INDEX audit_log_actor ON public.audit_log USING btree (actor_id, at DESC, id DESC);

CREATE INDEX audit_log_at ON public.audit_log USING btree (at DESC, id DESC);

CREATE INDEX audit_log_subject ON public.audit_log USING btree (subject_id, at DESC, id DESC);

CREATE INDEX catalog_changes_xid ON public.catalog_changes USING btree (xid);

CREATE INDEX code_mails_email ON public.code_mails USING btree (email_key, sent_at);

CREATE INDEX code_mails_sent ON public.code_mails USING btree (sent_at);

CREATE INDEX dead_letters_failed ON public.dead_letters USING btree (failed_at DESC, id DESC);

CREATE INDEX dead_letters_to_copy ON public.dead_letters USING btree (failed_at, id) WHERE (copied_at IS NULL);

CREATE INDEX dead_letters_waiting ON public.dead_letters USING btree (failed_at) WHERE (replayed_at IS NULL);

CREATE INDEX images_of_product ON public.images USING hash (product_id);

CREATE INDEX mails_due ON public.mails USING btree (next_try_at) WHERE (status = 'queued'::text);

CREATE INDEX mails_ended ON public.mails USING btree (created_at) WHERE (status <> 'queued'::text);

CREATE INDEX mails_expiring ON public.mails USING btree (next_try_at) WHERE ((status = 'queued'::text) AND (expires_at IS NOT NULL));

CREATE INDEX mails_failing ON public.mails USING btree (created_at) WHERE ((status = 'queued'::text) AND (last_error IS NOT NULL));

CREATE INDEX mails_followers ON public.mails USING btree (after_id) WHERE (after_id IS NOT NULL);

CREATE INDEX mails_following ON public.mails USING btree (after_id) WHERE ((status = 'queued'::text) AND (after_id IS NOT NULL));

CREATE INDEX orders_placed ON public.orders USING btree (placed_at DESC, id DESC);

CREATE INDEX orders_status ON public.orders USING btree (status, placed_at DESC, id DESC);

CREATE INDEX orders_user ON public.orders USING btree (user_id, placed_at DESC, id DESC);

CREATE INDEX parked_events_order ON public.parked_events USING btree (consumer, key, sequence);

CREATE INDEX password_resets_created ON public.password_resets USING btree (created_at);

CREATE INDEX password_resets_user ON public.password_resets USING btree (user_id, created_at DESC);

CREATE INDEX products_category_name ON public.products USING btree (category_id, lower(name), id) WHERE (archived_at IS NULL);

CREATE INDEX products_category_newest ON public.products USING btree (category_id, created_at DESC, id DESC) WHERE (archived_at IS NULL);

CREATE INDEX products_category_price ON public.products USING btree (category_id, list_price_minor, id) WHERE (archived_at IS NULL);

CREATE INDEX products_name ON public.products USING btree (lower(name), id) WHERE (archived_at IS NULL);

CREATE INDEX products_name_words ON public.products USING gin (to_tsvector('simple'::regconfig, name));

CREATE INDEX products_newest ON public.products USING btree (created_at DESC, id DESC) WHERE (archived_at IS NULL);

CREATE INDEX products_price ON public.products USING btree (list_price_minor, id) WHERE (archived_at IS NULL);

CREATE INDEX products_search ON public.products USING gin (search) WHERE (archived_at IS NULL);

CREATE INDEX registrations_created ON public.registrations USING btree (created_at);

CREATE INDEX registrations_email ON public.registrations USING btree (email_key, created_at DESC) WHERE (completed_at IS NULL);

CREATE INDEX revocations_created ON public.revocations USING btree (created_at);

CREATE INDEX revocations_xid ON public.revocations USING btree (xid);

CREATE INDEX search_words_trigrams ON public.search_words USING gin (word gin_trgm_ops) WHERE named;

CREATE INDEX sessions_ended ON public.sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX sessions_expires ON public.sessions USING btree (expires_at);

CREATE INDEX sessions_user ON public.sessions USING btree (user_id) WHERE (ended_at IS NULL);

CREATE INDEX stock_ledger_gains ON public.stock_ledger USING btree (variant_id, id) WHERE (delta > 0);

CREATE UNIQUE INDEX stock_ledger_order ON public.stock_ledger USING btree (order_id, variant_id, reason) WHERE (order_id IS NOT NULL);

CREATE INDEX stock_ledger_variant ON public.stock_ledger USING btree (variant_id, id);

CREATE INDEX users_admins ON public.users USING btree (id) WHERE (role = 'admin'::text);

CREATE INDEX users_created ON public.users USING btree (created_at DESC, id DESC);

CREATE INDEX users_found ON public.users USING gin ((((lower(name) || ' '::text) || email_key)) gin_trgm_ops);

CREATE INDEX variants_of_product ON public.variants USING hash (product_id);

CREATE OR REPLACE FUNCTION public.begins_a_word(typed text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (
    select from search_words where word >= typed collate "C" and word < (typed || chr(1114111)) collate "C" and named
  )
$function$
;

CREATE OR REPLACE FUNCTION public.expanded_query(query tsquery)
 RETURNS tsquery
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(string_agg(coalesce(written_out, parts[1]), '' order by n), '')::tsquery
  from regexp_matches(query::text, $re$('((?:[^'\\]|''|\\\\)*)'(:\*)?|[^']+)$re$, 'g') with ordinality token (parts, n)
  left join lateral (
    select '(' || string_agg(lexeme(word), ' | ') || ')' as written_out
    from replace(replace(parts[2], '''''', ''''), '\\', '\') beginning, lateral (
      select word from search_words
      where word >= beginning collate "C" and word < (beginning || chr(1114111)) collate "C" limit 9
    ) words
    having count(*) between 1 and 8
  ) beginnings on parts[3] is not null
$function$
;

CREATE OR REPLACE FUNCTION public.keep_list_price()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update products
  set list_price_minor = coalesce((select min(price_minor) from variants where product_id = products.id), list_price_minor)
  where id = coalesce(new.product_id, old.product_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.lexeme(word text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$function$
;

CREATE OR REPLACE FUNCTION public.meant_query(typed text)
 RETURNS tsquery
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET "pg_trgm.similarity_threshold" TO '0.4'
AS $function$
  select string_agg('(' || coalesce(
    case when begins_a_word(word) then lexeme(word) || ':*' end,
    (select string_agg(lexeme(swapped) || ':*', ' | ')
     from generate_series(1, char_length(word) - 1) i, overlay(word placing reverse(substr(word, i, 2)) from i) swapped
     where begins_a_word(swapped)),
    (select string_agg(lexeme(known), ' | ')
     from (select k.word as known from search_words k where k.word % typed_word.word and k.named
           order by similarity(k.word, typed_word.word) desc, k.word limit 5) alike)
  ) || ')', ' & ')::tsquery
  from (select word from unnest(tsvector_to_array(to_tsvector('simple', typed))) word limit 8) typed_word
$function$
;

CREATE OR REPLACE FUNCTION public.must_hold(holds boolean, otherwise text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if holds is not true then
    raise assert_failure using message = otherwise;
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.new_events(for_consumer text, of_topics text[], from_key uuid, at_most integer, to_key uuid DEFAULT NULL::uuid)
 RETURNS SETOF outbox
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_material TO 'off'
 SET enable_sort TO 'off'
AS $function$
begin
  return query
    select o.* from outbox o
    where o.key >= from_key and o.key <= coalesce(to_key, 'ffffffff-ffff-ffff-ffff-ffffffffffff') and o.topic = any(of_topics)
      and not exists (select 1 from applied_events a where a.consumer = for_consumer and a.event_id = o.id)
      and not exists (select 1 from event_retries r where r.consumer = for_consumer and r.key = o.key)
    order by o.key, o.sequence limit at_most;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_category_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalog_changes (product_id) values (null);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_image_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalog_changes (product_id) values (coalesce(new.product_id, old.product_id));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_new_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into search_words (word, named)
  select word, named
  from (select lexeme as word, bool_or('A' = any(weights)) as named from after_it, unnest(search) group by lexeme) found
  where not exists (select from search_words known where known.word = found.word and known.named >= found.named)
  order by word
  on conflict (word) do update set named = true where excluded.named and not search_words.named;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_products_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalog_changes (product_id) select id from after_it;
  insert into product_counts (category_id, delta)
  select category_id, count(*) from after_it where archived_at is null group by category_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_products_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalog_changes (product_id) select id from after_it;
  insert into product_counts (category_id, delta)
  select category_id, sum(delta) from (
    select category_id, 1 as delta from after_it where archived_at is null
    union all
    select category_id, -1 from before_it where archived_at is null
  ) moves group by category_id having sum(delta) <> 0;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_products_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalog_changes (product_id) select id from before_it;
  insert into product_counts (category_id, delta)
  select category_id, -count(*) from before_it where archived_at is null group by category_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.outbox_key_ahead(from_key uuid, distance integer)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
AS $function$
begin
  return (select o.key from outbox o where o.key > from_key order by o.key, o.sequence offset distance limit 1);
end $function$
;

CREATE OR REPLACE FUNCTION public.product_query(typed text, weights text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select regexp_replace(
    regexp_replace(websearch_to_tsquery('simple', typed)::text, '''(?= \||$)', ''':*', 'g'),
    '(''(?:[^''\\]|''''|\\.)*''):?(\*)?', '\1:\2' || weights, 'g')::tsquery
$function$
;

CREATE TRIGGER categories_changed AFTER INSERT OR DELETE OR UPDATE ON public.categories FOR EACH STATEMENT EXECUTE FUNCTION note_category_change();

CREATE TRIGGER images_changed AFTER INSERT OR DELETE OR UPDATE ON public.images FOR EACH ROW EXECUTE FUNCTION note_image_change();

CREATE TRIGGER products_added AFTER INSERT ON public.products REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION note_products_added();

CREATE TRIGGER products_changed AFTER UPDATE ON public.products REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION note_products_changed();

CREATE TRIGGER products_removed AFTER DELETE ON public.products REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION note_products_removed();

CREATE TRIGGER products_reworded AFTER UPDATE ON public.products REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION note_new_words();

CREATE TRIGGER products_worded AFTER INSERT ON public.products REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION note_new_words();

CREATE TRIGGER variants_priced AFTER INSERT OR DELETE OR UPDATE OF price_minor ON public.variants FOR EACH ROW EXECUTE FUNCTION keep_list_price();
