import { invalid } from '../../errors.ts'

/** What we read from a file, by the columns of a Shopify product export: the one of today, and the one of before. */
const columns = {
  handle: ['Handle', 'URL handle'],
  name: ['Title'],
  description: ['Body (HTML)', 'Description'],
  type: ['Type'],
  productCategory: ['Product Category', 'Standard Product Type'],
  published: ['Published', 'Published on online store'],
  sku: ['Variant SKU', 'SKU'],
  stock: ['Variant Inventory Qty', 'Inventory quantity'],
  price: ['Variant Price', 'Price'],
  optionName: ['Option1 Name', 'Option1 name'],
  optionValue: ['Option1 Value', 'Option1 value'],
  picture: ['Image Src', 'Product image URL'],
  status: ['Status'],
} as const

/** What we write, in this order. */
export const exportColumns: { key: Column | 'pictureAlt' | 'picturePosition'; header: string }[] = [
  ...(['handle', 'name', 'description', 'type', 'published', 'optionName', 'optionValue'] as const).map(
    written,
  ),
  ...(['sku', 'stock', 'price', 'picture'] as const).map(written),
  { key: 'picturePosition', header: 'Image Position' },
  { key: 'pictureAlt', header: 'Image Alt Text' },
  written('status'),
]

/**
 * Which column of a file holds what, from its header.
 * @throws a 400 when it is no list of products.
 */
export function readHeader(header: string[]): (Column | undefined)[] {
  const known = header.map((title) => byTitle.get(title.trim().toLowerCase()))
  if (!known.includes('handle'))
    throw invalid(
      'columns_missing',
      'The first line names no column "Handle": send the CSV file of a product export, with commas between its cells.',
    )
  const twice = known.find((column, i) => column !== undefined && known.indexOf(column) !== i)
  if (twice)
    throw invalid('columns_double', `Two columns mean the same, one is "${columns[twice][0]}": remove one.`)
  return known
}

/** A column's name for the report. */
export function titleOf(column: Column): string {
  return columns[column][0]
}

function written(key: Column) {
  return { key, header: titleOf(key) }
}

const byTitle = new Map(
  (Object.keys(columns) as Column[]).flatMap((column) =>
    columns[column].map((title) => [title.toLowerCase(), column] as const),
  ),
)

export type Column = keyof typeof columns
