import type { Context } from '../context.ts'
import { recordAudit } from '../platform/audit.ts'
import type { Actor } from './actor.ts'
import { updatedProducts } from './admin-queries.ts'
import { fieldsOf } from './change-product.ts'
import { holdVersion } from './hold-product.ts'
import { noteChange } from './note-change.ts'

/**
 * Takes a product out of the shop. Its row stays, for the orders that name it.
 * @throws a 404, and a 409 `version_conflict` when `version` is not the product's any more.
 */
export async function archiveProduct(
  { db, config, eventsWritten }: Pick<Context, 'db' | 'config' | 'eventsWritten'>,
  { id, version }: { id: string; version: number },
  by: Actor,
): Promise<void> {
  await db.transaction(async (tx) => {
    const current = await holdVersion(tx, id, version, config.currency)
    await updatedProducts(tx, [{ ...fieldsOf(current), archived: true }])
    await noteChange(tx, { id, version: version + 1, archived: true }, by)
    await recordAudit(tx, { ...by, action: 'product.archived', subjectId: id })
  })
  eventsWritten.ring()
}
