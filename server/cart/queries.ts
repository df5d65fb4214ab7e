import { maxLines, maxQuantity } from '../../contracts/cart-limits.ts'
import type { PictureFiles } from '../catalog/webp-files.ts'
import { affected, type Db, rows, type Tx } from '../platform/postgres.ts'

/** The lines of these carts, oldest first, with what their products cost and have today. */
export const cartLines = (db: Db, cartIds: string[]) =>
  rows<CartLineRow>(
    db,
    `select i.cart_id, i.id, v.product_id, p.name, v.price_minor, i.quantity,
            case when p.archived_at is null then s.quantity else 0 end as stock,
            picture.folder, picture.renditions
     from cart_items i
     join variants v on v.id = i.variant_id
     join products p on p.id = v.product_id
     join stock s on s.variant_id = i.variant_id
     left join lateral (
       select folder, renditions from images where product_id = p.id order by position, id limit 1
     ) picture on true
     where i.cart_id = any($1::uuid[])
     order by i.cart_id, i.added_at, i.id`,
    [cartIds],
  )

/**
 * Adds quantities to carts, which come into being by it. A product that is not sold is missing from the answer; the
 * outcome of the others tells whether the cart took them, and which of its bounds they would have exceeded. What a cart
 * holds is counted cart by cart: for a join PostgreSQL may read the lines of all there are.
 */
export const addedItems = (tx: Tx, additions: AddedItem[]) =>
  rows<{ cart_id: string; product_id: string; outcome: 'added' | 'quantity_limit' | 'cart_full' }>(
    tx,
    `with asked as (
       select a.cart_id, v.id as variant_id, v.product_id, min(a.item_id) as item_id, sum(a.quantity)::int as quantity
       from unnest($1::text[], $2::uuid[], $3::uuid[], $4::int[]) as a (item_id, cart_id, product_id, quantity)
       join variants v on v.product_id = a.product_id
       join products p on p.id = v.product_id and p.archived_at is null
       group by a.cart_id, v.id, v.product_id
     ), counted as (
       select asked.*, is_new and row_number() over (partition by asked.cart_id, is_new order by asked.variant_id) > $6 - lines as exceeds
       from asked cross join lateral (
         select count(*) as lines, count(*) filter (where c.variant_id = asked.variant_id) = 0 as is_new
         from cart_items c where c.cart_id = asked.cart_id
       ) held
     ), opened as (
       insert into carts (id, user_id) select distinct cart_id, cart_id from asked order by 1 on conflict do nothing
     ), added as (
       insert into cart_items as i (id, cart_id, variant_id, quantity)
       select item_id::uuid, cart_id, variant_id, quantity from counted where quantity <= $5 and not exceeds
       order by cart_id, variant_id
       on conflict (cart_id, variant_id) do update set quantity = i.quantity + excluded.quantity
         where i.quantity + excluded.quantity <= $5
       returning i.cart_id, i.variant_id
     )
     select cart_id, product_id,
            case when added.variant_id is not null then 'added' when exceeds then 'cart_full' else 'quantity_limit' end as outcome
     from counted left join added using (cart_id, variant_id)`,
    [
      additions.map((one) => one.itemId),
      additions.map((one) => one.cartId),
      additions.map((one) => one.productId),
      additions.map((one) => one.quantity),
      maxQuantity,
      maxLines,
    ],
  )

/** Which of these products can be bought, how many there are, and how many this cart holds; the cart's lines are locked. */
export const mergeableProducts = (tx: Tx, cartId: string, productIds: string[]) =>
  rows<{ product_id: string; stock: number; held: number }>(
    tx,
    `with held as (
       select variant_id, quantity from cart_items where cart_id = $1 order by variant_id for update
     )
     select v.product_id, s.quantity as stock, coalesce(held.quantity, 0) as held
     from variants v
     join products p on p.id = v.product_id and p.archived_at is null
     join stock s on s.variant_id = v.id
     left join held on held.variant_id = v.id
     where v.product_id = any($2::uuid[])`,
    [cartId, productIds],
  )

/**
 * Gives lines of carts their quantity, or takes them out where that is 0; answers those that were in their cart. They are
 * locked in the order in which everybody locks them.
 */
export const changedLines = (tx: Tx, changes: ChangedLine[]) =>
  rows<{ cart_id: string; id: string }>(
    tx,
    `with locked as (
       select i.id, a.quantity
       from unnest($1::uuid[], $2::uuid[], $3::int[]) as a (cart_id, item_id, quantity)
       join cart_items i on i.id = a.item_id and i.cart_id = a.cart_id
       where i.cart_id = any($1::uuid[]) and i.id = any($2::uuid[])
       order by i.cart_id, i.variant_id for update of i
     ), changed as (
       update cart_items i set quantity = (select quantity from locked l where l.id = i.id)
       where id = any(array(select id from locked where quantity > 0)) returning cart_id, id
     ), removed as (
       delete from cart_items where id = any(array(select id from locked where quantity = 0)) returning cart_id, id
     )
     select cart_id, id from changed union all select cart_id, id from removed`,
    [changes.map((one) => one.cartId), changes.map((one) => one.itemId), changes.map((one) => one.quantity)],
  )

/** Empties a cart, its lines in the order in which everybody locks them. */
export const emptied = (tx: Tx, cartId: string) =>
  affected(
    tx,
    `with locked as (select id from cart_items where cart_id = $1 order by variant_id for update)
     delete from cart_items where id = any(array(select id from locked))`,
    [cartId],
  )

export type CartLineRow = {
  cart_id: string
  id: string
  product_id: string
  name: string
  price_minor: number
  quantity: number
  stock: number
  folder: string | null
  renditions: PictureFiles['renditions'] | null
}

export type AddedItem = { itemId: string; cartId: string; productId: string; quantity: number }

export type ChangedLine = { cartId: string; itemId: string; quantity: number }
