import type { Cart } from '../../contracts/cart.ts'
import type { Sharing } from '../platform/shared-transactions.ts'
import { addToCarts, type CartAddition } from './add-to-carts.ts'
import { type CartContext, shareCartWork } from './share-cart-work.ts'

/** How a node adds to carts: additions that arrive while others are made share a transaction. The function makes one. */
export const cartAdditions = (context: CartContext): CartAdditions =>
  shareCartWork(context, 'additions', addToCarts)

export type CartAdditions = Sharing<CartAddition, Cart>
