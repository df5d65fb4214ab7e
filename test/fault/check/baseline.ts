import type { Shop } from '../people/shop.ts'

/** What there was before anybody came, so that the checks speak of what these people did. */
export async function takeBaseline({ sql }: Pick<Shop, 'sql'>) {
  const products = await sql<{ id: string; stock: number; price: number }>(
    `select v.id, s.quantity as stock, v.price_minor::int as price from variants v join stock s on s.variant_id = v.id
     join products p on p.id = v.product_id where p.archived_at is null order by v.id`,
  )
  const [counts] = await sql<{ orders: number; deadLetters: number }>(
    `select (select count(*)::int from orders) as orders, (select count(*)::int from dead_letters) as "deadLetters"`,
  )
  if (counts?.orders !== 0) throw new Error('The checks want a shop in which nobody has ordered yet')
  return {
    stock: new Map(products.map(({ id, stock }) => [id, stock])),
    price: new Map(products.map(({ id, price }) => [id, price])),
    products: products.map(({ id }) => id),
  }
}

export type Baseline = Awaited<ReturnType<typeof takeBaseline>>
