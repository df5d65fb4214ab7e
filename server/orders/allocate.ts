import type { ShortLine } from '../../contracts/orders.ts'

/**
 * Decides which orders get their goods, in the order in which they arrived, while the caller holds the locks of every
 * stock row named. An order gets all of its lines or none, and a refused one takes nothing from those after it.
 * Takes what the carts hold and what there is of each variant; answers one decision an order.
 */
export function allocate(orders: Wanted[], lines: Map<string, LockedLine[]>): Decision[] {
  const left = new Map<string, number>()
  for (const line of [...lines.values()].flat()) left.set(line.variantId, line.available)

  return orders.map(({ cartId, expectedTotalMinor }) => {
    const items = lines.get(cartId) ?? []
    if (items.length === 0) return { refused: 'cart_empty' }
    const short = items.filter((line) => line.quantity > (left.get(line.variantId) ?? 0))
    if (short.length > 0)
      return {
        refused: 'out_of_stock',
        lines: short.map((line) => shortLine(line, left.get(line.variantId) ?? 0)),
      }
    const totalMinor = items.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0)
    if (expectedTotalMinor !== null && expectedTotalMinor !== totalMinor)
      return { refused: 'price_changed', totalMinor }
    for (const line of items) left.set(line.variantId, (left.get(line.variantId) ?? 0) - line.quantity)
    return { granted: items, totalMinor }
  })
}

const shortLine = (line: LockedLine, available: number): ShortLine => ({
  productId: line.productId,
  name: line.name,
  asked: line.quantity,
  available,
})

export type Wanted = { cartId: string; expectedTotalMinor: number | null }

/** A cart line and what there is of its variant (0 when the product is archived), both locked. */
export type LockedLine = {
  itemId: string
  variantId: string
  productId: string
  name: string
  quantity: number
  unitPriceMinor: number
  available: number
}

export type Decision =
  | { granted: LockedLine[]; totalMinor: number }
  | { refused: 'cart_empty' }
  | { refused: 'out_of_stock'; lines: ShortLine[] }
  | { refused: 'price_changed'; totalMinor: number }
