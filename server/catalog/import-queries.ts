import { type Db, rows, type Tx } from '../platform/postgres.ts'
import type { LockedProduct } from './admin-queries.ts'
import type { PictureFiles } from './webp-files.ts'

/** The products of these slugs, archived or not, locked until the transaction ends. */
export const lockedBySlug = (tx: Tx, slugs: string[]) =>
  rows<LockedProduct & { slug: string }>(
    tx,
    `select p.id, p.slug, p.version, p.name, p.description, p.category_id, p.archived_at is not null as archived,
            v.price_minor, v.sku
     from products p join variants v on v.id = p.id
     where p.slug = any($1::text[]) order by p.id for update of p`,
    [slugs],
  )

/** Who has these SKUs. */
export const skuOwners = (db: Db, skus: string[]) =>
  rows<{ sku: string; product_id: string }>(
    db,
    'select sku, product_id from variants where sku = any($1::text[])',
    [skus],
  )

/** The stock of these products, locked until the transaction ends. */
export const lockedStocks = (tx: Tx, ids: string[]) =>
  rows<{ id: string; quantity: number }>(
    tx,
    'select variant_id as id, quantity from stock where variant_id = any($1::uuid[]) order by variant_id for update',
    [ids],
  )

/** Adds to the stock of locked rows, and notes it in the ledger. */
export const addToStocks = (tx: Tx, changes: { id: string; delta: number }[], actorId: string | null) =>
  rows(
    tx,
    `with changed as (
       update stock s set quantity = s.quantity + n.delta
       from unnest($1::uuid[], $2::int[]) as n (id, delta) where s.variant_id = n.id
       returning s.variant_id, n.delta
     )
     insert into stock_ledger (variant_id, delta, reason, actor_id) select variant_id, delta, 'import', $3 from changed`,
    [changes.map((one) => one.id), changes.map((one) => one.delta), actorId],
  )

/** All products, archived ones too, with their first pictures' files, in the order of their ids after `afterId`. */
export const exportedProducts = (db: Db, afterId: string, limit: number) =>
  rows<ExportedProduct>(
    db,
    `select p.id, p.slug, p.name, p.description, p.archived_at is not null as archived, c.name as category,
            v.sku, v.price_minor, s.quantity as stock,
            (select coalesce(json_agg(json_build_object('folder', i.folder, 'alt', i.alt, 'renditions', i.renditions)
                                      order by i.position, i.id), '[]')
             from images i where i.product_id = p.id) as images
     from products p
     join variants v on v.id = p.id
     join stock s on s.variant_id = v.id
     left join categories c on c.id = p.category_id
     where p.id > $1 order by p.id limit $2`,
    [afterId, limit],
  )

export type ExportedProduct = {
  id: string
  slug: string
  name: string
  description: string
  archived: boolean
  category: string | null
  sku: string | null
  price_minor: number
  stock: number
  images: (PictureFiles & { alt: string })[]
}
