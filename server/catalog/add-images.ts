import type { Product } from '../../contracts/catalog.ts'
import { maxPictures } from '../../contracts/catalog-limits.ts'
import type { Context } from '../context.ts'
import { conflict } from '../errors.ts'
import { storePictures } from '../pictures/store-pictures.ts'
import { recordAudit } from '../platform/audit.ts'
import { newId } from '../platform/ids.ts'
import type { Db } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import { insertImages, pictureCount, raisedVersion } from './admin-queries.ts'
import { holdProduct, notSold } from './hold-product.ts'
import { noteChange } from './note-change.ts'
import { showProduct } from './show-product.ts'

/**
 * Puts pictures from the uploaded `files` behind those that a product has, and answers it as it is then.
 * @throws a 404, a 409 when there would be too many, a 413 or 415 for a picture; nothing is changed then.
 */
export async function addImages(
  context: Pick<Context, 'db' | 'config' | 'pictureQueue' | 'eventsWritten'>,
  { id, files }: { id: string; files: string[] },
  by: Actor,
): Promise<Product> {
  await checkRoom(context.db, id, files.length)
  const pictures = await storePictures(context, files)
  const product = await context.db.transaction(async (tx) => {
    const { name, version } = await holdProduct(tx, id)
    await checkRoom(tx, id, files.length)
    await insertImages(
      tx,
      pictures.map((picture) => ({ id: newId(), productId: id, alt: name, ...picture })),
    )
    await raisedVersion(tx, id)
    await noteChange(tx, { id, version: version + 1, archived: false }, by)
    await recordAudit(tx, {
      ...by,
      action: 'product.images_added',
      subjectId: id,
      detail: { count: files.length },
    })
    return showProduct(tx, id, context.config.currency)
  })
  context.eventsWritten.ring()
  return product
}

/** Asked before the work of decoding, and again under the lock, where it counts. */
async function checkRoom(db: Db, id: string, more: number) {
  const product = await pictureCount(db, id)
  if (!product) throw notSold()
  if (product.pictures + more > maxPictures)
    throw conflict(
      'too_many_pictures',
      `This product has ${product.pictures} pictures, and at most ${maxPictures} are shown: remove some first.`,
    )
}
