export type DemoCategory = { name: string; slug: string; products: DemoProduct[] }

/** `priceMinor` is in cents; `picture` names a folder under db/seed/pictures. */
export type DemoProduct = {
  name: string
  slug: string
  description: string
  priceMinor: number
  stock: number
  picture: string
  alt: string
}
