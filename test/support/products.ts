import { newId } from '../../server/platform/ids.ts'
import type { TestShop } from './shop.ts'

/** A product with its variant, stock and first ledger row, put straight into the tables. */
export async function addProduct(
  shop: TestShop,
  options: { name?: string; priceMinor?: number; stock?: number } = {},
) {
  const id = newId()
  const { name = `Product ${id.slice(-6)}`, priceMinor = 1299, stock = 10 } = options
  await shop.sql('insert into products (id, slug, name) values ($1, $2, $3)', [id, `product-${id}`, name])
  await shop.sql('insert into variants (id, product_id, price_minor) values ($1, $1, $2)', [id, priceMinor])
  await shop.sql('insert into stock (variant_id, quantity) values ($1, $2)', [id, stock])
  if (stock > 0)
    await shop.sql(`insert into stock_ledger (variant_id, delta, reason) values ($1, $2, 'initial')`, [
      id,
      stock,
    ])
  return { id, name, priceMinor, stock }
}
