import type { TestShop } from './shop.ts'

/** Everything the statistics hold, in a fixed order; a row that counts nothing is as good as none. */
export async function figures(shop: TestShop) {
  const [all] = await shop.sql(`select
    (select json_agg(t order by order_id) from stats_orders t) as orders,
    (select json_agg(t order by user_id) from stats_customers t where verified or orders <> 0) as customers,
    (select json_agg(t order by product_id) from stats_products t) as products,
    (select json_agg(t order by day) from stats_days t where orders <> 0) as days,
    (select json_agg(t order by day, product_id) from stats_product_days t where units <> 0) as "productDays",
    (select json_object_agg(name, total order by name) from stats_counts) as counts`)
  return all
}
