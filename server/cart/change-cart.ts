import type { Cart } from '../../contracts/cart.ts'
import { notFound } from '../errors.ts'
import { idOrNotFound } from '../platform/ids.ts'
import type { Pool, Tx } from '../platform/postgres.ts'
import { changedQuantity, emptied, removedItem } from './queries.ts'
import { showCarts } from './show-carts.ts'

/** Changes one line's quantity (1 or more). @throws a 404 when the line is not in this user's cart. */
export const changeQuantity = (db: Pool, cart: CartOf, itemId: string, quantity: number): Promise<Cart> =>
  change(db, cart, async (tx) => {
    if ((await changedQuantity(tx, cart.userId, idOrNotFound(itemId), quantity)) === 0) throw notInCart()
  })

/** Takes one line out. @throws a 404 when the line is not in this user's cart. */
export const removeItem = (db: Pool, cart: CartOf, itemId: string): Promise<Cart> =>
  change(db, cart, async (tx) => {
    if ((await removedItem(tx, cart.userId, idOrNotFound(itemId))) === 0) throw notInCart()
  })

/** Takes every line out. */
export const emptyCart = (db: Pool, cart: CartOf): Promise<Cart> =>
  change(db, cart, (tx) => emptied(tx, cart.userId))

function change(db: Pool, cart: CartOf, work: (tx: Tx) => Promise<unknown>) {
  return db.transaction(async (tx) => {
    await work(tx)
    const [shown] = await showCarts(tx, [cart.userId], cart.currency)
    return shown as Cart
  })
}

const notInCart = () => notFound('This line is not in your cart (any more): look at the cart again.')

export type CartOf = { userId: string; currency: string }
