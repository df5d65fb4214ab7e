import { setTimeout as sleep } from 'node:timers/promises'
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
  for (const node of shop.nodes)
    for (const { id, version, price, stock } of stored) {
      const seen = await shown(() => call<Product>(`GET /products/${id}`, { at: node }))
      const is = `${version} ${price} ${stock}`
      const as = `${seen.body.version} ${seen.body.price} ${seen.body.stock} (${seen.cache})`
      if (!as.startsWith(`${is} `))
        wrong.push(`${node} shows product ${id} as ${as} (version, price, stock), it is ${is}`)
    }
  return [verdict('I22', 'nothing stays stale', stored.length * shop.nodes.length, wrong)]
}

/** A node that could not ask PostgreSQL within a second shows what it has, and says so: it is asked again. */
async function shown<Seen extends { status: number; cache: string | undefined }>(ask: () => Promise<Seen>) {
  const giveUpAt = performance.now() + 30_000
  for (;;) {
    const seen = await ask()
    if ((seen.status === 200 && seen.cache !== 'stale') || performance.now() > giveUpAt) return seen
    await sleep(200)
  }
}
