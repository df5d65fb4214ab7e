import { type Db, rows } from '../platform/postgres.ts'

/** All products by id, the newest first (an id rises with time), archived ones too. */
export const rawProducts = (db: Db, afterId: string | null, limit: number) =>
  rows<RawProductRow>(
    db,
    `select p.id, p.slug, p.name, p.description, p.category_id as "categoryId", c.name as category, v.sku,
            v.price_minor as "priceMinor", (select count(*) from images i where i.product_id = p.id) as images, p.version,
            s.quantity as stock, p.archived_at as "archivedAt", p.created_at as "createdAt", p.updated_at as "updatedAt"
     from products p join variants v on v.product_id = p.id join stock s on s.variant_id = v.id left join categories c on c.id = p.category_id
     where $1::uuid is null or p.id < $1
     order by p.id desc limit $2`,
    [afterId, limit],
  )

/** Products on sale of which there are so few or fewer, the scarcest first. */
export const lowStock = (
  db: Db,
  threshold: number,
  after: [stock: number, id: string] | null,
  limit: number,
) =>
  rows<{ productId: string; name: string; stock: number }>(
    db,
    `select p.id as "productId", p.name, s.quantity as stock
     from stock s join variants v on v.id = s.variant_id join products p on p.id = v.product_id
     where s.quantity <= $1 and p.archived_at is null
       and ($2::bigint is null or (s.quantity, p.id) > ($2, $3::uuid))
     order by s.quantity, p.id limit $4`,
    [threshold, after?.[0] ?? null, after?.[1] ?? null, limit],
  )

export type RawProductRow = {
  id: string
  slug: string
  name: string
  description: string
  categoryId: string | null
  category: string | null
  sku: string | null
  priceMinor: number
  stock: number
  images: number
  version: number
  archivedAt: Date | null
  createdAt: Date
  updatedAt: Date
}
