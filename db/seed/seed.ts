import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NewImage, NewProduct } from '../../server/catalog/admin-queries.ts'
import { categoriesByName } from '../../server/catalog/categories-by-name.ts'
import { createProducts } from '../../server/catalog/create-products.ts'
import type { StoredRendition } from '../../server/pictures/render-picture.ts'
import { newId } from '../../server/platform/ids.ts'
import type { Log } from '../../server/platform/log.ts'
import { type Db, type Pool, row, rows, type Tx } from '../../server/platform/postgres.ts'
import { demoCatalogue } from './catalogue.ts'
import { copyPictures } from './copy-pictures.ts'

/**
 * Fills an empty shop with the demo catalogue, and returns how many products it put there. A shop that has a product,
 * be it archived, is left as it is; of two that start at once one seeds.
 */
export async function seed({ db, uploadsDir, log }: SeedOptions): Promise<number> {
  if (!(await isEmpty(db))) return 0
  const started = performance.now()
  const count = await db.transaction(async (tx) => {
    await rows(tx, 'select pg_advisory_xact_lock($1)', [lockId])
    return (await isEmpty(tx)) ? fill(tx, uploadsDir) : 0
  })
  log?.info(
    { products: count, milliseconds: Math.round(performance.now() - started) },
    'seeded the catalogue',
  )
  return count
}

async function isEmpty(db: Db) {
  return (
    (await row<{ empty: boolean }>(db, 'select not exists (select from products) as empty'))?.empty ?? false
  )
}

async function fill(tx: Tx, uploadsDir: string) {
  const slugs = new Map(demoCatalogue.map(({ name, slug }) => [name, slug]))
  const categories = await categoriesByName(tx, [...slugs.keys()], (name) => slugs.get(name) ?? name)
  const manifest: Manifest = JSON.parse(await readFile(join(pictures, 'manifest.json'), 'utf8'))
  const images: NewImage[] = []
  const products = demoCatalogue.flatMap((category, column) =>
    category.products.map(({ picture, alt, ...product }, line): NewProduct => {
      const id = newId()
      const renditions = manifest[picture] ?? []
      const { width = 1, height = 1 } = renditions.toSorted((a, b) => b.width - a.width)[0] ?? {}
      if (renditions.length > 0)
        images.push({ id: newId(), productId: id, folder: picture, alt, width, height, renditions })
      // The newest come first in the shop: one of each category after the other.
      const ageMinutes = line * demoCatalogue.length + column
      return { ...product, id, categoryId: categories.get(category.name) ?? null, ageMinutes }
    }),
  )
  const folders = await copyPictures(
    pictures,
    images.map(({ folder }) => folder),
    uploadsDir,
  )
  for (const image of images) image.folder = folders.get(image.folder) as string
  await createProducts(tx, products, images, { actorId: null, requestId: null })
  return products.length
}

const pictures = fileURLToPath(new URL('./pictures/', import.meta.url))
const lockId = 7_217_002

type Manifest = Record<string, StoredRendition[]>
export type SeedOptions = { db: Pool; uploadsDir: string; log?: Log }
