import type { Product } from '../../contracts/catalog.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordAudit } from '../platform/audit.ts'
import type { Actor } from './actor.ts'
import { raisedVersion, removedImage } from './admin-queries.ts'
import { holdProduct } from './hold-product.ts'
import { noteChange } from './note-change.ts'
import { showProduct } from './show-product.ts'

/**
 * Takes a picture off a product, and answers it as it is then. Its files stay until the sweep, for pages that show it still.
 * @throws a 404 when the product has no such picture.
 */
export async function removeImage(
  { db, config, eventsWritten }: Pick<Context, 'db' | 'config' | 'eventsWritten'>,
  { id, imageId }: { id: string; imageId: string },
  by: Actor,
): Promise<Product> {
  const product = await db.transaction(async (tx) => {
    const { version } = await holdProduct(tx, id)
    if ((await removedImage(tx, id, imageId)) === 0)
      throw notFound('This product has no such picture (any more).')
    await raisedVersion(tx, id)
    await noteChange(tx, { id, version: version + 1, archived: false }, by)
    await recordAudit(tx, { ...by, action: 'product.image_removed', subjectId: id, detail: { imageId } })
    return showProduct(tx, id, config.currency)
  })
  eventsWritten.ring()
  return product
}
