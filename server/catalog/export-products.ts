import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { Context } from '../context.ts'
import type { Db } from '../platform/postgres.ts'
import { exportColumns } from './csv/columns.ts'
import { guardCell } from './csv/formula-guard.ts'
import { textToHtml } from './csv/html-text.ts'
import { type ExportedProduct, exportedProducts } from './import-queries.ts'
import { webpFiles } from './webp-files.ts'

/**
 * Every product, archived ones too, as a CSV file that Shopify and `importProducts` understand: UTF-8 with a BOM, for
 * spreadsheets, further pictures in rows of their own, and no cell that a spreadsheet would run (S45).
 */
export function exportProducts({ db, config }: Pick<Context, 'db' | 'config'>): Readable {
  const rows = Readable.from(csvRows(db, currencyDigits(config.currency), config.publicUrl))
  const csv = stringify({
    bom: true,
    header: true,
    columns: exportColumns,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
    cast: { string: guardCell },
  })
  rows.on('error', (error) => csv.destroy(error))
  csv.on('close', () => rows.destroy())
  return rows.pipe(csv)
}

async function* csvRows(db: Db, digits: number, publicUrl: string) {
  let afterId = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const products = await exportedProducts(db, afterId, pageSize)
    for (const product of products) {
      const [first, ...others] = product.images
      yield { ...fields(product, digits), ...pictureOf(first, 1, publicUrl) }
      for (const [i, image] of others.entries())
        yield { handle: product.slug, ...pictureOf(image, i + 2, publicUrl) }
    }
    const last = products.at(-1)
    if (!last || products.length < pageSize) return
    afterId = last.id
  }
}

function fields(product: ExportedProduct, digits: number) {
  return {
    handle: product.slug,
    name: product.name,
    description: textToHtml(product.description),
    type: product.category ?? '',
    published: product.archived ? 'FALSE' : 'TRUE',
    optionName: 'Title',
    optionValue: 'Default Title',
    sku: product.sku ?? '',
    stock: product.stock,
    price: formatMinor(product.price_minor, digits),
    status: product.archived ? 'archived' : 'active',
  }
}

function pictureOf(
  image: ExportedProduct['images'][number] | undefined,
  position: number,
  publicUrl: string,
) {
  const largest = image && webpFiles(image).at(-1)
  if (!largest) return {}
  return {
    picture: `${publicUrl}${largest.url}`,
    picturePosition: position,
    pictureAlt: image.alt,
  }
}

const pageSize = 500
