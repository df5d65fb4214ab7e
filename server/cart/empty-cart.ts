import type { Cart } from '../../contracts/cart.ts'
import type { Pool } from '../platform/postgres.ts'
import { emptied } from './queries.ts'
import { showCarts } from './show-carts.ts'

/** Takes every line out. */
export const emptyCart = (db: Pool, { userId, currency }: CartOf): Promise<Cart> =>
  db.transaction(async (tx) => {
    const [, [shown]] = await Promise.all([emptied(tx, userId), showCarts(tx, [userId], currency)])
    return shown as Cart
  })

export type CartOf = { userId: string; currency: string }
