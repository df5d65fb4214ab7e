import type { Db } from '../platform/postgres.ts'
import type { ReadThrough } from '../platform/read-through.ts'
import { shownProducts } from './queries.ts'

/** How many products the shop shows, or one of its categories (a slug). */
export async function totalOf({ db, readThrough }: { db: Db; readThrough: ReadThrough }, category?: string) {
  const { body } = await readThrough({
    key: category === undefined ? 'total_products' : `total_products:${category}`,
    load: async () => ({ pieces: [String(await shownProducts(db, category))] }),
  })
  return Number(body.toString())
}
