import type { Product } from '../../contracts/catalog.ts'
import type { ProductForm } from '../../contracts/catalog-admin.ts'
import type { Context } from '../context.ts'
import { type StoredPicture, storePictures } from '../pictures/store-pictures.ts'
import { recordAudit } from '../platform/audit.ts'
import { newId } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import { categoriesByName } from './categories-by-name.ts'
import { createProducts } from './create-products.ts'
import { priceInMinor } from './price.ts'
import { showProduct } from './show-product.ts'
import { freeSlugs, slugOf } from './slug.ts'
import { tidyLine, tidyText } from './tidy.ts'

/**
 * Puts a product into the shop, with pictures from the uploaded `files`, and answers it. The pictures are on disk
 * for good before the row that names them commits; the product is read before it, as afterwards a 503 would tell that
 * nothing had changed.
 * @throws a 400 for the price, a 413 or 415 for a picture; nothing is changed then.
 */
export async function uploadProduct(
  context: Pick<Context, 'db' | 'config' | 'pictureQueue' | 'eventsWritten'>,
  { form, files }: { form: ProductForm; files: string[] },
  by: Actor,
): Promise<Product> {
  const { currency } = context.config
  const priceMinor = priceInMinor(form.price, currency)
  const pictures = await storePictures(context, files)
  const product = await context.db.transaction(async (tx) =>
    showProduct(tx, await insert(tx, form, priceMinor, pictures, by), currency),
  )
  context.eventsWritten.ring()
  return product
}

async function insert(tx: Tx, form: ProductForm, priceMinor: number, pictures: StoredPicture[], by: Actor) {
  const id = newId()
  const name = tidyLine(form.name)
  const category = form.category === undefined ? undefined : tidyLine(form.category)
  const categories = await categoriesByName(tx, category === undefined ? [] : [category])
  const product = {
    id,
    name,
    description: tidyText(form.description ?? ''),
    categoryId: categories.get(category ?? '') ?? null,
    priceMinor,
    stock: form.stock ?? 0,
  }
  const images = pictures.map((picture) => ({ id: newId(), productId: id, alt: name, ...picture }))
  for (const slug of freeSlugs(slugOf(name))) {
    const made = await createProducts(tx, [{ ...product, slug }], images, by)
    if (made.size === 0) continue
    await recordAudit(tx, { ...by, action: 'product.created', subjectId: id, detail: { slug } })
    return id
  }
  throw new Error(`no free slug for product ${id}`)
}
