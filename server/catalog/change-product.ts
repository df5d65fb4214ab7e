import type { Product } from '../../contracts/catalog.ts'
import type { ChangeProduct } from '../../contracts/catalog-admin.ts'
import type { Context } from '../context.ts'
import { recordAudit } from '../platform/audit.ts'
import type { Tx } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import { type LockedProduct, type ProductFields, repricedVariants, updatedProducts } from './admin-queries.ts'
import { categoriesByName } from './categories-by-name.ts'
import { holdVersion } from './hold-product.ts'
import { noteChange } from './note-change.ts'
import { priceInMinor } from './price.ts'
import { showProduct } from './show-product.ts'
import { tidyLine, tidyText } from './tidy.ts'

/**
 * Changes a product's own fields and answers it as it is then; a change that alters nothing makes no new version. It is
 * read before the commit: afterwards a 503 would tell that nothing had changed.
 * @throws a 404, and a 409 `version_conflict` when `version` is not the product's any more.
 */
export async function changeProduct(
  { db, config, eventsWritten }: Pick<Context, 'db' | 'config' | 'eventsWritten'>,
  { id, version, changes }: { id: string; version: number; changes: ChangeProduct },
  by: Actor,
): Promise<Product> {
  const product = await db.transaction(async (tx) => {
    const current = fieldsOf(await holdVersion(tx, id, version, config.currency))
    const next = { ...current, ...(await changedFields(tx, changes, config.currency)) }
    const changed = (Object.keys(next) as (keyof ProductFields)[]).filter((key) => next[key] !== current[key])
    if (changed.length === 0) return showProduct(tx, id, config.currency)
    await updatedProducts(tx, [next])
    await repricedVariants(tx, [next])
    await noteChange(tx, { id, version: version + 1, archived: false }, by)
    await recordAudit(tx, { ...by, action: 'product.changed', subjectId: id, detail: { changed } })
    return showProduct(tx, id, config.currency)
  })
  eventsWritten.ring()
  return product
}

async function changedFields(tx: Tx, changes: ChangeProduct, currency: string) {
  const { name, description, price, category } = changes
  return {
    ...(name !== undefined && { name: tidyLine(name) }),
    ...(description !== undefined && { description: tidyText(description) }),
    ...(price !== undefined && { priceMinor: priceInMinor(price, currency) }),
    ...(category === null && { categoryId: null }),
    ...(typeof category === 'string' && { categoryId: await categoryId(tx, tidyLine(category)) }),
  }
}

async function categoryId(tx: Tx, name: string) {
  return (await categoriesByName(tx, [name])).get(name) ?? null
}

export function fieldsOf({ category_id, price_minor, version: _, ...rest }: LockedProduct): ProductFields {
  return { ...rest, categoryId: category_id, priceMinor: price_minor }
}
