import type pg from 'pg'
import { atSql, idSql } from './ids.ts'
import { brand, description, hash, name } from './words.ts'

/**
 * Fills an empty database with a shop of so many products and orders, by statements over whole tables: every row follows from
 * its number. Two clients of a superuser share the work. Nothing checks or indexes a row while it is written; the indexes are
 * made once a table is full.
 */
export async function fill(clients: pg.Client[], size: { products: number; orders: number }): Promise<void> {
  const [first] = clients as [pg.Client]
  const users = Math.max(100, size.orders / 10)
  const texts = tables(size.products, size.orders, users)
  await first.query(
    'update pg_index set indisready = false, indisvalid = false where indrelid = any($1::regclass[])',
    [Object.keys(texts)],
  )
  await first.query(bought)
  for (const client of clients)
    await client.query(
      `set session_replication_role = replica; set maintenance_work_mem = '1GB'; set work_mem = '512MB'`,
    )
  await Promise.all(
    clients.map((client, i) => {
      const share = Math.ceil(size.orders / clients.length)
      return client.query(boughtRows(size, users), [1 + i * share, Math.min(size.orders, (i + 1) * share)])
    }),
  )
  const waiting = Object.entries(texts)
  await Promise.all(
    clients.map(async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [table, text] = next
        const begun = performance.now()
        await client.query(text)
        await client.query(`reindex table ${table}`)
        await client.query(`vacuum (freeze, analyze) ${table}`)
        console.log(`  ${table} ${((performance.now() - begun) / 1000).toFixed(1)} s`)
      }
    }),
  )
  for (const text of kept) await first.query(text)
  await first.query('drop table bench_bought')
  await first.query('vacuum (analyze)')
  await first.query('checkpoint')
}

/** Who bought what when, as all tables tell of it. */
const bought = `create unlogged table bench_bought (n bigint, order_id uuid, user_id uuid, buyer bigint, product_id uuid, price bigint, at timestamptz)`

const boughtRows = ({ products, orders }: { products: number; orders: number }, users: number) => `
  insert into bench_bought
  select n, ${idSql('order', 'n', orders)}, ${idSql('user', 'buyer', users)}, buyer, ${idSql('product', 'product', products)}, ${price('product')}, ${atSql('n', orders)}
  from (select n, 1 + ${hash('n')} % ${products} as product, 1 + ${hash('n + 1')} % ${users} as buyer
        from generate_series($1::bigint, $2::bigint) n) chosen`

function price(n: string) {
  return `(100 + ${hash(`${n} + 7`)} % 100000)`
}

/** The largest first, so that both clients have something to do until the end. */
const tables = (products: number, orders: number, users: number): Record<string, string> => ({
  mails: `insert into mails (id, message_id, kind, recipient, status, tries, created_at, sent_at)
    select ${idSql('mail', 'n', orders)}, '<order_confirmation.' || order_id || '@localhost>', 'order_confirmation',
           'buyer-' || buyer || '@example.com', 'sent', 1, at, at from bench_bought`,
  orders: `insert into orders (id, number, user_id, contact_email, contact_name, items_total_minor, total_minor, currency, placed_at, updated_at)
    select order_id, ${orderNumber}, user_id, 'buyer-' || buyer || '@example.com', 'Buyer ' || buyer, price, price, 'USD', at, at from bench_bought`,
  stock_ledger: `insert into stock_ledger (variant_id, delta, reason, order_id, actor_id, at)
    select ${idSql('product', 'n', products)}, 1000000, 'initial', null::uuid, null::uuid, ${atSql('n', products)} from generate_series(1::bigint, ${products}) n
    union all
    select product_id, -1, 'order', order_id, user_id, at from bench_bought`,
  products: `insert into products (id, slug, name, description, category_id, list_price_minor, created_at, updated_at)
    select ${idSql('product', 'n', products)}, 'grown-' || n, ${name('n')}, ${description('n')},
           ${idSql('category', `(1 + ${hash('n + 3')} % 50)`, 50)}, ${price('n')}, ${atSql('n', products)}, ${atSql('n', products)}
    from generate_series(1::bigint, ${products}) n`,
  idempotency_keys: `insert into idempotency_keys (user_id, key, request_hash, order_id, created_at)
    select user_id, md5('key' || n), sha256('{}'), order_id, at from bench_bought`,
  order_lines: `insert into order_lines (order_id, position, variant_id, product_id, name, unit_price_minor, quantity)
    select order_id, 0, product_id, product_id, 'Something grown', price, 1 from bench_bought`,
  order_history: `insert into order_history (order_id, version, status, actor_id, at)
    select order_id, 1, 'placed', user_id, at from bench_bought`,
  stats_orders: `insert into stats_orders (order_id, version, status, user_id, day, total_minor)
    select order_id, 1, 'placed', user_id, (at at time zone 'UTC')::date, price from bench_bought`,
  stats_product_days: `insert into stats_product_days (day, product_id, units, revenue_minor)
    select (at at time zone 'UTC')::date, product_id, count(*), sum(price) from bench_bought group by 1, 2`,
  users: `insert into users (id, email, email_key, name, password_hash, created_at, updated_at)
    select ${idSql('user', 'n', users)}, 'buyer-' || n || '@example.com', 'buyer-' || n || '@example.com', ${brand('n')} || ' ' || n, 'none', ${atSql('n', users)}, ${atSql('n', users)}
    from generate_series(1::bigint, ${users}) n`,
  images: `insert into images (id, product_id, position, folder, width, height, renditions)
    select ${idSql('image', 'n', products)}, ${idSql('product', 'n', products)}, 0, md5('image' || n), 1200, 1200, '[{"width": 320, "height": 320}, {"width": 640, "height": 640}]'
    from generate_series(1::bigint, ${products}) n`,
  stats_customers: `insert into stats_customers (user_id, verified, orders, revenue_minor)
    select id, true, coalesce(bought.orders, 0), coalesce(bought.revenue, 0)
    from (select ${idSql('user', 'n', users)} as id from generate_series(1::bigint, ${users}) n) ids
    left join (select user_id as id, count(*) as orders, sum(price) as revenue from bench_bought group by 1) bought using (id)`,
  stock: `insert into stock (variant_id, quantity)
    select id, 1000000 - coalesce(sold.units, 0)
    from (select ${idSql('product', 'n', products)} as id from generate_series(1::bigint, ${products}) n) ids
    left join (select product_id as id, count(*) as units from bench_bought group by 1) sold using (id)`,
  variants: `insert into variants (id, product_id, price_minor)
    select ${idSql('product', 'n', products)}, ${idSql('product', 'n', products)}, ${price('n')} from generate_series(1::bigint, ${products}) n`,
  carts: `insert into carts (id, user_id) select ${idSql('user', 'n', users)}, ${idSql('user', 'n', users)} from generate_series(1::bigint, ${users}) n`,
  stats_products: `insert into stats_products (product_id, version, archived)
    select ${idSql('product', 'n', products)}, 1, false from generate_series(1::bigint, ${products}) n`,
  stats_days: `insert into stats_days (day, orders, units, revenue_minor)
    select (at at time zone 'UTC')::date, count(*), count(*), sum(price) from bench_bought group by 1`,
  categories: `insert into categories (id, name, slug)
    select ${idSql('category', 'n', 50)}, 'Category ' || n, 'category-' || n from generate_series(1::bigint, 50) n`,
})

/** Of eight symbols, each number once: a multiplication by an odd number moves them all to other places. */
const symbol = (i: number) =>
  `substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((n * 2654435761 % 1099511627776) >> ${5 * i} & 31)::int, 1)`
const symbols = Array.from({ length: 8 }, (_, i) => symbol(i))
const orderNumber = `${symbols.slice(0, 4).join(' || ')} || '-' || ${symbols.slice(4).join(' || ')}`

/** What is kept of the rows of other tables. */
const kept = [
  `insert into product_counts (category_id, delta) select category_id, count(*) from products group by 1`,
  `insert into search_words (word, named)
   select word, word in (select word from ts_stat('select search from products', 'a')) from ts_stat('select search from products')`,
  `insert into stats_counts (name, total)
   values ('users', (select count(*) from stats_customers)), ('products', (select count(*) from stats_products)), ('placed', (select count(*) from stats_orders))
   on conflict (name) do update set total = excluded.total`,
]
