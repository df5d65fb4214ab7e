import type { Category, Product } from '../../contracts/catalog.ts'
import {
  categoriesAddress,
  homePath,
  pictureSizes,
  productsAddress,
  productsPerPage,
} from '../../contracts/pages.ts'
import { listCategories } from '../catalog/list-categories.ts'
import { listProducts, type Shop } from '../catalog/list-products.ts'
import { html } from '../platform/html.ts'
import type { Site } from './head.ts'
import { type PageSource, read } from './page.ts'
import { listData, siteData } from './structured-data.ts'

/** The shop's own page: its categories and what is new. */
export async function homePage(shop: Shop, site: Site): Promise<PageSource> {
  const [categories, products] = await Promise.all([
    listCategories(shop),
    listProducts(shop, { limit: productsPerPage }),
  ])
  return {
    key: homePath,
    answers: { [categoriesAddress]: categories, [productsAddress({})]: products },
    draw({ say, frame, welcome, grid }) {
      const known = read<{ items: Category[] }>(categories).items
      const { items } = read<{ items: Product[] }>(products)
      const image = items[0]?.images[0]
      return {
        title: site.shopName,
        description: `${say('home.title')}. ${say('home.text')}`,
        path: homePath,
        picture: image && { image, sizes: pictureSizes.card },
        structured: [siteData(site), listData(items, site)],
        body: frame(site.shopName, known, html`${welcome(known)}${grid(items)}`),
      }
    },
  }
}
