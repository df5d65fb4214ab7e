import Type from 'typebox'

/** At this many units or fewer a product is low on stock. */
export const lowStockThreshold = 5

export const Availability = Type.Union([
  Type.Literal('in_stock'),
  Type.Literal('low_stock'),
  Type.Literal('out_of_stock'),
])
export type Availability = Type.Static<typeof Availability>

/** What a shopper is told of a stock of so many units. */
export function availabilityOf(stock: number): Availability {
  if (stock <= 0) return 'out_of_stock'
  return stock <= lowStockThreshold ? 'low_stock' : 'in_stock'
}
