import { newId } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres.ts'
import { categoriesNamed, insertCategories } from './admin-queries.ts'
import { freeSlugs, slugOf } from './slug.ts'

/**
 * The ids of the categories of these names, those that are new made; two that ask at once get the same one.
 * `slug` is what a new one's address should be.
 */
export async function categoriesByName(
  tx: Tx,
  names: string[],
  slug: (name: string) => string = slugOf,
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].sort()
  if (wanted.length === 0) return new Map()
  const slugs = new Map(wanted.map((name) => [name, freeSlugs(slug(name))]))
  for (;;) {
    const found = new Map((await categoriesNamed(tx, wanted)).map(({ name, id }) => [name, id]))
    const missing = wanted.filter((name) => !found.has(name))
    if (missing.length === 0) return found
    await insertCategories(
      tx,
      missing.map((name) => ({ id: newId(), name, slug: slugs.get(name)?.next().value ?? newId() })),
    )
  }
}
