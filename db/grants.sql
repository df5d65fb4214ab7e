-- The whole of what the app's role may do, applied by migrate after every run; :app is the role of DATABASE_URL.
-- It owns nothing, and what is append-only is so by permission.
revoke all on all tables in schema public from :app;
grant usage on schema public to :app;
grant select, insert, update, delete on all tables in schema public to :app;
grant usage on all sequences in schema public to :app;
revoke update, delete on stock_ledger, audit_log, order_history, order_lines from :app;
revoke insert, update, delete on shop, schema_migrations from :app;
revoke delete on users, orders, products, variants, stock from :app;
