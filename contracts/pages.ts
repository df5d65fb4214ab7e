import type { ProductImage } from './catalog.ts'
import type { Shop } from './shop.ts'

/**
 * What the pages begin with. The server writes the answers into the page, and the web app asks for them by the same
 * addresses, so that it has them without asking.
 */
export const shopAddress = '/api/shop'
export const categoriesAddress = '/products/categories'
export const productAddress = (slug: string): string => `/products/${encodeURIComponent(slug)}`

/** How many products a list begins with; rows of 2, 3, 4 and 6 come out even. */
export const productsPerPage = 24

/** The products of the shop, or of a category (a slug), in an order; the newest first. */
export function productsAddress({ category, sort, q, cursor }: ProductList): string {
  const given = { limit: String(productsPerPage), category, sort, q, cursor }
  const named = Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined)
  return `/products?${new URLSearchParams(named)}`
}

/** Where the pages are for people. */
export const homePath = '/'
export const searchPath = '/search'
export const categoryPath = (slug: string): string => `/c/${encodeURIComponent(slug)}`
export const productPath = (slug: string): string => `/p/${encodeURIComponent(slug)}`

/** What stands in the tab. */
export const pageTitle = (shopName: string, name?: string): string =>
  name === undefined ? shopName : `${name} · ${shopName}`

/** Types of pictures that the shop makes, the smallest files first: a browser takes the first that it knows. */
export const pictureTypes = ['image/avif', 'image/webp'] as const

/** A picture's files of one type for the attribute `srcset`; empty where there is none of that type. */
export const srcsetOf = ({ renditions }: Pick<ProductImage, 'renditions'>, type: string): string =>
  renditions
    .filter((rendition) => rendition.type === type)
    .sort((a, b) => a.width - b.width)
    .map(({ url, width }) => `${url} ${width}w`)
    .join(', ')

/** How wide a picture is shown, for the attribute `sizes`: in a list, and on the product's own page. */
export const pictureSizes = {
  card: '(min-width: 80rem) 18rem, (min-width: 64rem) 23vw, (min-width: 40rem) 31vw, calc(50vw - 1.5rem)',
  product: '(min-width: 64rem) 36rem, (min-width: 40rem) 50vw, calc(100vw - 2rem)',
}

/** The id of the page's data block, which is JSON. */
export const pageDataId = 'shop-data'
export type PageData = { shop: Shop; responses: Record<string, unknown> }

type ProductList = { category?: string; sort?: string; q?: string; cursor?: string }
