import type { Category, Product } from '../../contracts/catalog.ts'
import {
  categoriesAddress,
  pageTitle,
  pictureSizes,
  productAddress,
  productPath,
  productsAddress,
  productsPerPage,
} from '../../contracts/pages.ts'
import { listCategories } from '../catalog/list-categories.ts'
import { listProducts, type Shop } from '../catalog/list-products.ts'
import { readProduct } from '../catalog/read-product.ts'
import { html } from '../platform/html.ts'
import type { Site } from './head.ts'
import { type PageSource, read } from './page.ts'
import { productData, stepsTo, trailData } from './structured-data.ts'

/**
 * A product's own page, which shows also what else its category has. @throws a 404 for what is not in the shop (any
 * more).
 */
export async function productPage(shop: Shop, site: Site, slug: string): Promise<PageSource> {
  const [categories, answer] = await Promise.all([listCategories(shop), readProduct(shop, slug)])
  const product = read<Product>(answer)
  const category = product.category?.slug
  const similar = category && (await listProducts(shop, { category, limit: productsPerPage }))
  return {
    key: productPath(slug),
    answers: {
      [categoriesAddress]: categories,
      [productAddress(slug)]: answer,
      ...(similar && { [productsAddress({ category })]: similar }),
    },
    draw({ frame, trail, detail, others }) {
      const steps = stepsTo(product)
      const [image] = product.images
      return {
        title: pageTitle(site.shopName, product.name),
        description: beginning(product.description || product.name),
        path: productPath(product.slug),
        type: 'product',
        picture: image && { image, sizes: pictureSizes.product },
        meta: { 'product:price:amount': product.price, 'product:price:currency': product.currency },
        structured: [productData(product, site), trailData(steps, site)],
        body: frame(
          site.shopName,
          read<{ items: Category[] }>(categories).items,
          html`${trail(steps, site.shopName)}${detail(product)}${similar ? others(product, read<{ items: Product[] }>(similar).items) : ''}`,
        ),
      }
    },
  }
}

/** About as much of a text as a list of search results shows, to the end of a word. */
function beginning(text: string) {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 160 ? line : `${line.slice(0, 159).replace(/\s\S*$/, '')}…`
}
