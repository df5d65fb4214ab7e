import type { Category, Product } from '../../contracts/catalog.ts'
import {
  categoriesAddress,
  categoryPath,
  pageTitle,
  pictureSizes,
  productsAddress,
  productsPerPage,
} from '../../contracts/pages.ts'
import { listCategories } from '../catalog/list-categories.ts'
import { listProducts, type Shop } from '../catalog/list-products.ts'
import { notFound } from '../errors.ts'
import { html } from '../platform/html.ts'
import type { Site } from './head.ts'
import { type PageSource, read } from './page.ts'
import { listData, trailData } from './structured-data.ts'

/**
 * What a category has, in the order that the address asks for, if it is one. @throws a 404 for a slug that no category
 * has.
 */
export async function categoryPage(
  shop: Shop,
  site: Site,
  slug: string,
  asked?: unknown,
): Promise<PageSource> {
  const sort = sorts.find((one) => one === asked)
  const list = { category: slug, ...(sort && { sort }) }
  const categories = await listCategories(shop)
  const known = read<{ items: Category[] }>(categories).items
  const category = known.find((one) => one.slug === slug)
  if (!category) throw notFound('There is no such category in the shop.')
  const products = await listProducts(shop, { ...list, limit: productsPerPage })
  return {
    key: `${categoryPath(slug)} ${sort ?? ''}`,
    answers: { [categoriesAddress]: categories, [productsAddress(list)]: products },
    draw({ frame, trail, listHead, grid }) {
      const { items, total } = read<{ items: Product[]; total: number }>(products)
      const steps = [{ name: category.name, path: categoryPath(slug) }]
      const image = items[0]?.images[0]
      return {
        title: pageTitle(site.shopName, category.name),
        description: `${category.name}: ${items
          .slice(0, 6)
          .map(({ name }) => name)
          .join(', ')}`,
        path: categoryPath(slug),
        picture: image && { image, sizes: pictureSizes.card },
        structured: [trailData(steps, site), listData(items, site)],
        body: frame(
          site.shopName,
          known,
          html`${trail(steps, site.shopName)}${listHead(category.name, total)}${grid(items)}`,
        ),
      }
    },
  }
}

/** As the web app offers them; the list's own order is not in the address. */
const sorts = ['price', '-price', 'name'] as const
