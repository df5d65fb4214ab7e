import type { Cart } from '../../contracts/cart.ts'
import { AppError } from '../errors.ts'
import type { Pool } from '../platform/postgres.ts'
import { addToCarts, type CartAddition } from './add-to-carts.ts'

/** Adds to one cart. @throws a 404 for a product that is not sold, a 409 `quantity_limit`; the cart is as it was then. */
export async function addToCart(db: Pool, addition: CartAddition, currency: string): Promise<Cart> {
  return db.transaction(async (tx) => {
    const [cart] = await addToCarts(tx, [addition], currency)
    if (cart instanceof AppError) throw cart
    return cart as Cart
  })
}
