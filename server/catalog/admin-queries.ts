import type { StoredRendition } from '../pictures/render-picture.ts'
import { affected, type Db, row, rows, type Tx } from '../platform/postgres.ts'

/** One product, archived or not, locked until the transaction ends. */
export const lockedProduct = (tx: Tx, id: string) =>
  row<LockedProduct>(
    tx,
    `select p.id, p.version, p.name, p.description, p.category_id, p.archived_at is not null as archived,
            v.price_minor, v.sku
     from products p join variants v on v.id = p.id where p.id = $1 for update of p`,
    [id],
  )

/** Makes products whose slugs are free; the ids of those that were made. */
export const insertedProducts = (tx: Tx, products: NewProduct[]) =>
  rows<{ id: string }>(
    tx,
    `insert into products (id, slug, name, description, category_id, archived_at, created_at)
     select id, slug, name, description, category_id, case when archived then now() end, now() - age_minutes * interval '1 minute'
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::boolean[], $7::int[])
       as n (id, slug, name, description, category_id, archived, age_minutes)
     order by slug
     on conflict (slug) do nothing
     returning id`,
    [
      products.map((one) => one.id),
      products.map((one) => one.slug),
      products.map((one) => one.name),
      products.map((one) => one.description),
      products.map((one) => one.categoryId),
      products.map((one) => one.archived ?? false),
      products.map((one) => one.ageMinutes ?? 0),
    ],
  )

/** What new products sell: each its one variant, the stock of it and the ledger's first row. */
export const insertVariants = (tx: Tx, products: NewProduct[], actorId: string | null) =>
  rows(
    tx,
    `with new as (
       select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::int[]) as n (id, price_minor, sku, stock)
     ), sold as (
       insert into variants (id, product_id, price_minor, sku) select id, id, price_minor, sku from new
     ), kept as (
       insert into stock (variant_id, quantity) select id, stock from new
     )
     insert into stock_ledger (variant_id, delta, reason, actor_id)
     select id, stock, 'initial', $5 from new where stock > 0`,
    [
      products.map((one) => one.id),
      products.map((one) => one.priceMinor),
      products.map((one) => one.sku ?? null),
      products.map((one) => one.stock),
      actorId,
    ],
  )

/** Adds pictures behind those that a product has. */
export const insertImages = (tx: Tx, images: NewImage[]) =>
  rows(
    tx,
    `insert into images (id, product_id, position, folder, alt, width, height, renditions)
     select n.id, n.product_id, n.place + coalesce((select max(position) + 1 from images i where i.product_id = n.product_id), 0),
            n.folder, n.alt, n.width, n.height, n.renditions
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::int[], $7::int[], $8::jsonb[])
       as n (id, product_id, place, folder, alt, width, height, renditions)`,
    [
      images.map((one) => one.id),
      images.map((one) => one.productId),
      images.map((_, i) => i),
      images.map((one) => one.folder),
      images.map((one) => one.alt),
      images.map((one) => one.width),
      images.map((one) => one.height),
      images.map((one) => JSON.stringify(one.renditions)),
    ],
  )

/** Writes the own fields of locked products, and a new version. */
export const updatedProducts = (tx: Tx, products: ProductFields[]) =>
  rows<{ id: string; version: number }>(
    tx,
    `update products p
     set name = n.name, description = n.description, category_id = n.category_id,
         archived_at = case when n.archived then coalesce(p.archived_at, now()) end,
         version = p.version + 1, updated_at = now()
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::boolean[])
       as n (id, name, description, category_id, archived)
     where p.id = n.id
     returning p.id, p.version`,
    [
      products.map((one) => one.id),
      products.map((one) => one.name),
      products.map((one) => one.description),
      products.map((one) => one.categoryId),
      products.map((one) => one.archived),
    ],
  )

/** Writes price and SKU of locked products where they differ. */
export const repricedVariants = (tx: Tx, products: ProductFields[]) =>
  affected(
    tx,
    `update variants v set price_minor = n.price_minor, sku = n.sku
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as n (id, price_minor, sku)
     where v.id = n.id and (v.price_minor, v.sku) is distinct from (n.price_minor, n.sku)`,
    [products.map((one) => one.id), products.map((one) => one.priceMinor), products.map((one) => one.sku)],
  )

/** Gives a locked product its next version, for a change beside its own row. */
export const raisedVersion = (tx: Tx, id: string) =>
  affected(tx, 'update products set version = version + 1, updated_at = now() where id = $1', [id])

/** Adds to a product's stock and notes it in the ledger; undefined where it would leave 0..`max`, or is not sold. */
export const changedStock = (tx: Tx, change: StockChange, max: number) =>
  row<{ quantity: number }>(
    tx,
    `with changed as (
       update stock s set quantity = s.quantity + $2::int
       from products p
       where s.variant_id = $1 and p.id = $1 and p.archived_at is null and s.quantity::bigint + $2 between 0 and $6
       returning s.variant_id, s.quantity
     ), noted as (
       insert into stock_ledger (variant_id, delta, reason, note, actor_id)
       select variant_id, $2, $3, $4, $5 from changed
     )
     select quantity from changed`,
    [change.productId, change.delta, change.reason, change.note ?? null, change.actorId, max],
  )

/** The stock of a product that is sold. */
export const stockOf = (db: Db, productId: string) =>
  row<{ quantity: number }>(
    db,
    `select s.quantity from stock s join products p on p.id = s.variant_id
     where s.variant_id = $1 and p.archived_at is null`,
    [productId],
  )

/** A product's pictures counted; undefined where it is not sold. */
export const pictureCount = (db: Db, productId: string) =>
  row<{ name: string; pictures: number }>(
    db,
    `select p.name, (select count(*) from images i where i.product_id = p.id) as pictures
     from products p where p.id = $1 and p.archived_at is null`,
    [productId],
  )

/** 1 when the picture was this product's and is gone, 0 otherwise. */
export const removedImage = (tx: Tx, productId: string, imageId: string) =>
  affected(tx, 'delete from images where id = $2 and product_id = $1', [productId, imageId])

/** Which of these folders a picture's row names. */
export const knownFolders = (db: Db, folders: string[]) =>
  rows<{ folder: string }>(db, 'select folder from images where folder = any($1::text[])', [folders])

/** The categories of these names, however they are capitalised. */
export const categoriesNamed = (db: Db, names: string[]) =>
  rows<{ name: string; id: string }>(
    db,
    'select n.name, c.id from unnest($1::text[]) as n (name) join categories c on c.name_key = lower(n.name)',
    [names],
  )

/** Makes categories whose names and slugs are free, and leaves the others. */
export const insertCategories = (tx: Tx, categories: { id: string; name: string; slug: string }[]) =>
  rows(
    tx,
    `insert into categories (id, name, slug)
     select id, name, slug from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, name, slug) order by slug
     on conflict do nothing`,
    [categories.map((one) => one.id), categories.map((one) => one.name), categories.map((one) => one.slug)],
  )

export type LockedProduct = {
  id: string
  version: number
  name: string
  description: string
  category_id: string | null
  archived: boolean
  price_minor: number
  sku: string | null
}

export type ProductFields = {
  id: string
  name: string
  description: string
  categoryId: string | null
  archived: boolean
  priceMinor: number
  sku: string | null
}

export type NewProduct = Omit<ProductFields, 'archived' | 'sku'> & {
  slug: string
  stock: number
  archived?: boolean
  sku?: string | null
  ageMinutes?: number
}

export type NewImage = {
  id: string
  productId: string
  folder: string
  alt: string
  width: number
  height: number
  renditions: StoredRendition[]
}

export type StockChange = {
  productId: string
  delta: number
  reason: string
  note?: string
  actorId: string | null
}
