/** How much there is in a shop, by name. A tenth of the orders are the customers. */
export const sizes = {
  small: { products: 1_000, orders: 10_000 },
  medium: { products: 100_000, orders: 1_000_000 },
  /** As many products as the large one, without its orders. */
  wide: { products: 1_000_000, orders: 10_000 },
  large: { products: 1_000_000, orders: 10_000_000 },
}

export type Size = keyof typeof sizes
