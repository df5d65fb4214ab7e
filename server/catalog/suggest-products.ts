import type { Answer } from '../platform/read-through.ts'
import type { Shop } from './list-products.ts'
import { suggestionView } from './product-view.ts'
import { matchingProducts } from './search-queries.ts'

/** At most 8 products that one may be typing the name of. */
export function suggestProducts({ db, readThrough }: Shop, typed: string): Answer | Promise<Answer> {
  const q = typed.trim().toLowerCase()
  return readThrough({
    key: `suggestions:${q}`,
    async load() {
      const rows = await matchingProducts(db, { q, sort: 'relevance', limit: 8 })
      const items = rows.filter((row) => row.id !== null).map(suggestionView)
      return { pieces: [JSON.stringify({ items })] }
    },
  })
}
