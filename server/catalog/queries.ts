import { type Db, row, rows } from '../platform/postgres.ts'
import { micros, moment } from '../platform/time-position.ts'
import type { PictureFiles } from './webp-files.ts'

export const productColumns = `
  p.id, p.slug, p.name, p.description, p.list_price_minor as price_minor, p.version, p.created_at, p.updated_at,
  c.name as category_name, c.slug as category_slug, stock.quantity as stock, pictures.images`

export const productJoins = `
  left join categories c on c.id = p.category_id
  cross join lateral (
    select coalesce(sum(s.quantity), 0)::int as quantity
    from variants v join stock s on s.variant_id = v.id where v.product_id = p.id
  ) stock
  cross join lateral (
    select coalesce(json_agg(json_build_object('id', i.id, 'folder', i.folder, 'alt', i.alt, 'width', i.width,
                                               'height', i.height, 'renditions', i.renditions)
                             order by i.position, i.id), '[]') as images
    from images i where i.product_id = p.id
  ) pictures`

/** One product that is not archived. */
export const productById = (db: Db, id: string) =>
  row<ProductRow>(
    db,
    `select ${productColumns} from products p ${productJoins} where p.id = $1 and p.archived_at is null`,
    [id],
  )

/** One product that is not archived. */
export const productBySlug = (db: Db, slug: string) =>
  row<ProductRow>(
    db,
    `select ${productColumns} from products p ${productJoins} where p.slug = $1 and p.archived_at is null`,
    [slug],
  )

/**
 * At most `limit` products in the order of `sort`, those after a position, which is a row's `sort_key` and `id`.
 * An index serves every order, with and without a category, so the thousandth page costs what the first does.
 */
export const productsInOrder = (db: Db, { sort, category, after, limit }: ListInput) =>
  rows<PositionedRow>(db, listText(sort, category !== undefined, after !== undefined), [
    limit,
    ...(category === undefined ? [] : [category]),
    ...(after ?? []),
  ])

/** How many products are shown: of the whole shop, or of one category. Kept, not counted. */
export const shownProducts = async (db: Db, category?: string): Promise<number> => {
  const counted = await (category === undefined
    ? row<{ total: number }>(db, 'select coalesce(sum(delta), 0)::int as total from product_counts')
    : row<{ total: number }>(
        db,
        `select coalesce(sum(delta), 0)::int as total from product_counts
         where category_id = (select id from categories where slug = $1)`,
        [category],
      ))
  return counted?.total ?? 0
}

export const categoriesWithCounts = (db: Db) =>
  rows<{ id: string; name: string; slug: string; product_count: number }>(
    db,
    `select c.id, c.name, c.slug, coalesce(sum(n.delta), 0)::int as product_count
     from categories c left join product_counts n on n.category_id = c.id
     group by c.id order by c.name_key, c.id`,
  )

/** Where products are and when they changed, the oldest first, so that a new one moves none to another part of the list. */
export const productAddresses = (db: Db, { limit, offset }: { limit: number; offset: number }) =>
  rows<ListedAddress>(
    db,
    `select slug, updated_at from products where archived_at is null
     order by created_at, id limit $1 offset $2`,
    [limit, offset],
  )

export const stockOf = (db: Db, productIds: string[]) =>
  rows<{ product_id: string; quantity: number }>(
    db,
    `select v.product_id, sum(s.quantity)::int as quantity
     from variants v join stock s on s.variant_id = v.id
     where v.product_id = any($1::uuid[]) group by v.product_id`,
    [productIds],
  )

function listText(sort: ListSort, inCategory: boolean, onward: boolean) {
  const { key, shown, read, direction } = orders[sort]
  const [keyAt, idAt] = inCategory ? ['$3', '$4'] : ['$2', '$3']
  const order = `${key} ${direction}, p.id ${direction}`
  return `
    select ${productColumns}, p.sort_key
    from (
      select *, ${shown} as sort_key from products p
      where archived_at is null
      ${inCategory ? 'and category_id = (select id from categories where slug = $2)' : ''}
      ${onward ? `and (${key}, p.id) ${direction === 'asc' ? '>' : '<'} (${read(keyAt)}, ${idAt}::uuid)` : ''}
      order by ${order} limit $1
    ) p ${productJoins}
    order by ${order}`
}

/** A parameter as a value of a type. */
export const as = (type: string) => (parameter: string) => `${parameter}::${type}`

/** Each order's key, how a cursor carries it (`shown`, a value of `kind`), and how a parameter is read as one again. */
export const orders = {
  newest: {
    key: 'p.created_at',
    shown: micros('p.created_at'),
    read: moment,
    kind: 'integer',
    direction: 'desc',
  },
  price: {
    key: 'p.list_price_minor',
    shown: 'p.list_price_minor',
    read: as('bigint'),
    kind: 'integer',
    direction: 'asc',
  },
  '-price': {
    key: 'p.list_price_minor',
    shown: 'p.list_price_minor',
    read: as('bigint'),
    kind: 'integer',
    direction: 'desc',
  },
  name: { key: 'lower(p.name)', shown: 'lower(p.name)', read: as('text'), kind: 'text', direction: 'asc' },
} as const

export type ListSort = keyof typeof orders

export type ListInput = {
  sort: ListSort
  /** A slug. */
  category?: string | undefined
  /** The sort key and the id of the row before the first. */
  after?: unknown[] | undefined
  limit: number
}

export type ProductRow = {
  id: string
  slug: string
  name: string
  description: string
  price_minor: number
  version: number
  created_at: Date
  updated_at: Date
  category_name: string | null
  category_slug: string | null
  stock: number
  images: ImageRow[]
}

export type ListedAddress = Pick<ProductRow, 'slug' | 'updated_at'>

export type PositionedRow = ProductRow & { sort_key: unknown }

export type ImageRow = PictureFiles & { id: string; alt: string; width: number; height: number }
