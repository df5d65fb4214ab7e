-- pgbench: one order a transaction, by the same tables, indexes and constraints as the shop's, statement by statement, as a
-- careful program without shared transactions would write it: what an order writes, and the cart's line that it clears.
\set n random(1, 9000000000000000000)
\set p random(1, :products)
begin;
insert into idempotency_keys (user_id, key, request_hash, order_id) values (bench_id('bench buyer ' || :client_id), 'pgbench ' || :n, sha256('{}'), bench_id('order ' || :n));
insert into cart_items (id, cart_id, variant_id, quantity) values (bench_id('item ' || :n), bench_id('bench buyer ' || :client_id), bench_id('bench product ' || :p), 1);
select i.id, i.quantity, p.name, v.price_minor, s.quantity from cart_items i join stock s on s.variant_id = i.variant_id join variants v on v.id = i.variant_id join products p on p.id = v.product_id where i.cart_id = bench_id('bench buyer ' || :client_id) for update of i, s;
update stock set quantity = quantity - 1 where variant_id = bench_id('bench product ' || :p) and quantity >= 1;
insert into orders (id, number, user_id, contact_email, contact_name, items_total_minor, total_minor, currency) select bench_id('order ' || :n), upper(translate(substr(encode(sha256(('order ' || :n)::bytea), 'base64'), 1, 4), 'ILOUilou+/=', '01234567890') || '-' || translate(substr(encode(sha256(('order ' || :n)::bytea), 'base64'), 5, 4), 'ILOUilou+/=', '01234567890')), id, email, name, 1000, 1000, 'USD' from users where id = bench_id('bench buyer ' || :client_id);
insert into order_lines (order_id, position, variant_id, product_id, name, unit_price_minor, quantity) values (bench_id('order ' || :n), 0, bench_id('bench product ' || :p), bench_id('bench product ' || :p), 'Bench product ' || :p, 1000, 1);
insert into order_history (order_id, version, status, actor_id) values (bench_id('order ' || :n), 1, 'placed', bench_id('bench buyer ' || :client_id));
insert into stock_ledger (variant_id, delta, reason, order_id, actor_id) values (bench_id('bench product ' || :p), -1, 'order', bench_id('order ' || :n), bench_id('bench buyer ' || :client_id));
insert into outbox (id, topic, key, sequence, payload, request_id) select bench_id('event ' || :n), 'order-placed', o.id, 1, json_build_object('orderId', o.id, 'number', o.number, 'userId', o.user_id, 'status', 'placed', 'items', json_build_array(json_build_object('productId', bench_id('bench product ' || :p), 'name', 'Bench product '::text || :p, 'quantity', 1, 'unitPrice', '10.00')), 'totalAmount', '10.00', 'currency', 'USD', 'placedAt', o.placed_at), null from orders o where o.id = bench_id('order ' || :n);
delete from cart_items where id = bench_id('item ' || :n);
commit;
