import type { Answer } from '../platform/read-through.ts'
import type { Shop } from './list-products.ts'
import { categoriesWithCounts } from './queries.ts'

/** Every category by name, with how many products it shows. */
export function listCategories({ db, readThrough }: Shop): Answer | Promise<Answer> {
  return readThrough({
    key: 'categories',
    async load() {
      const rows = await categoriesWithCounts(db)
      const items = rows.map(({ id, name, slug, product_count }) => ({
        id,
        name,
        slug,
        productCount: product_count,
      }))
      return { pieces: [JSON.stringify({ items })] }
    },
  })
}
