import type { Product } from '../../../contracts/catalog.ts'
import { createCaller } from '../people/caller.ts'
import type { Shop } from '../people/shop.ts'
import type { Baseline } from './baseline.ts'
import { verdict } from './verdict.ts'

/** I22: once nothing changes any more, every node shows every product as PostgreSQL has it. */
export async function checkCatalogue(shop: Shop, { products }: Baseline) {
  const stored = await shop.sql<{ id: string; version: number; price: string; stock: number }>(
    `select p.id, p.version::int, (v.price_minor / 100.0)::numeric(12, 2)::text as price, s.quantity as stock
     from products p join variants v on v.product_id = p.id join stock s on s.variant_id = v.id
     where p.id = any($1) order by p.id`,
    [products],
  )
  const { call } = createCaller(shop, { answers: [] })
  const wrong: string[] = []
  for (const node of shop.nodes) {
    const shown = await Promise.all(products.map((id) => call<Product>(`GET /products/${id}`, { at: node })))
    for (const { id, version, price, stock } of stored) {
      const seen = shown.find(({ body }) => body.id === id)?.body
      const is = `${version} ${price} ${stock}`
      const as = `${seen?.version} ${seen?.price} ${seen?.stock}`
      if (is !== as) wrong.push(`${node} shows product ${id} as ${as} (version, price, stock), it is ${is}`)
    }
  }
  return [verdict('I22', 'nothing stays stale', products.length * shop.nodes.length, wrong)]
}
