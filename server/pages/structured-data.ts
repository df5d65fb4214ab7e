import type { Product } from '../../contracts/catalog.ts'
import { categoryPath, homePath, productPath, searchPath } from '../../contracts/pages.ts'
import type { Site } from './head.ts'

/** https://schema.org: the shop as a site that can be searched. */
export const siteData = ({ shopName, publicUrl }: Site) => ({
  '@type': 'WebSite',
  name: shopName,
  url: publicUrl + homePath,
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${publicUrl}${searchPath}?q={search_term_string}` },
    'query-input': 'required name=search_term_string',
  },
})

export const listData = (products: Product[], { publicUrl }: Site) => ({
  '@type': 'ItemList',
  itemListElement: products.map(({ name, slug }, i) => ({
    '@type': 'ListItem',
    position: i + 1,
    name,
    url: publicUrl + productPath(slug),
  })),
})

/** The way to a page: the shop, then what is given. */
export const trailData = (steps: { name: string; path: string }[], { shopName, publicUrl }: Site) => ({
  '@type': 'BreadcrumbList',
  itemListElement: [{ name: shopName, path: homePath }, ...steps].map(({ name, path }, i) => ({
    '@type': 'ListItem',
    position: i + 1,
    name,
    item: publicUrl + path,
  })),
})

export function productData(product: Product, { publicUrl }: Site) {
  const url = publicUrl + productPath(product.slug)
  return {
    '@type': 'Product',
    name: product.name,
    ...(product.description && { description: product.description }),
    sku: product.id,
    url,
    image: product.images.map((image) => publicUrl + image.url),
    ...(product.category && { category: product.category.name }),
    offers: {
      '@type': 'Offer',
      url,
      price: product.price,
      priceCurrency: product.currency,
      availability: `https://schema.org/${availabilities[product.availability]}`,
    },
  }
}

/** The steps from the shop's own page to a product. */
export const stepsTo = ({ name, slug, category }: Product) => [
  ...(category ? [{ name: category.name, path: categoryPath(category.slug) }] : []),
  { name, path: productPath(slug) },
]

const availabilities = {
  in_stock: 'InStock',
  low_stock: 'LimitedAvailability',
  out_of_stock: 'OutOfStock',
} as const
