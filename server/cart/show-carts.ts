import { availabilityOf } from '../../contracts/availability.ts'
import type { Cart } from '../../contracts/cart.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import { webpFiles } from '../catalog/webp-files.ts'
import type { Db } from '../platform/postgres.ts'
import { type CartLineRow, cartLines } from './queries.ts'

/** The carts of these users, in the same order; one that was never opened is empty. A user's cart has the user's id. */
export async function showCarts(db: Db, userIds: string[], currency: string): Promise<Cart[]> {
  const lines = Map.groupBy(await cartLines(db, userIds), (line) => line.cart_id)
  return userIds.map((id) => cartView(lines.get(id) ?? [], currency))
}

function cartView(lines: CartLineRow[], currency: string): Cart {
  const digits = currencyDigits(currency)
  const total = formatMinor(
    lines.reduce((sum, line) => sum + line.price_minor * line.quantity, 0),
    digits,
  )
  return {
    items: lines.map((line) => ({
      id: line.id,
      productId: line.product_id,
      name: line.name,
      imageUrl: smallPicture(line),
      unitPrice: formatMinor(line.price_minor, digits),
      quantity: line.quantity,
      lineTotal: formatMinor(line.price_minor * line.quantity, digits),
      availability: availabilityOf(line.stock),
    })),
    itemsTotal: total,
    adjustments: [],
    totalAmount: total,
    currency,
  }
}

const smallPicture = ({ folder, renditions }: CartLineRow) =>
  (folder && renditions && webpFiles({ folder, renditions })[0]?.url) || null
