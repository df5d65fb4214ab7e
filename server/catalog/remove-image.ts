import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordAudit } from '../platform/audit.ts'
import type { Actor } from './actor.ts'
import { raisedVersion, removedImage } from './admin-queries.ts'
import { holdProduct } from './hold-product.ts'
import { noteChange } from './note-change.ts'

/**
 * Takes a picture off a product. Its files stay until the sweep, for pages that show it still.
 * @throws a 404 when the product has no such picture.
 */
export async function removeImage(
  { db, eventsWritten }: Pick<Context, 'db' | 'eventsWritten'>,
  { id, imageId }: { id: string; imageId: string },
  by: Actor,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { version } = await holdProduct(tx, id)
    if ((await removedImage(tx, id, imageId)) === 0)
      throw notFound('This product has no such picture (any more).')
    await raisedVersion(tx, id)
    await noteChange(tx, { id, version: version + 1, archived: false }, by)
    await recordAudit(tx, { ...by, action: 'product.image_removed', subjectId: id, detail: { imageId } })
  })
  eventsWritten.ring()
}
