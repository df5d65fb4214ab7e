import type { ImportRow } from '../../../contracts/catalog-admin.ts'
import type { FieldError } from '../../errors.ts'
import { titleOf } from './columns.ts'
import type { CsvCells } from './read-rows.ts'

/** What a product's row says that the shop does not take. */
export function leftOut({ picture, optionName, optionValue }: CsvCells): FieldError[] {
  const notes = foreignPicture(picture)
  const options = optionValue?.trim() && !/^(default )?title$/i.test(optionValue.trim())
  if (options)
    notes.push({
      path: titleOf('optionValue'),
      message: `is left out: a product is sold in one variant here, and no ${optionName?.trim() || 'option'} is kept`,
    })
  return notes
}

/** A further row of a product, which is at row `first`: another picture of it, or another variant, which is not taken. */
export function extraRow(cells: CsvCells, first: number): Pick<ImportRow, 'status' | 'errors'> {
  const more = (['name', 'price', 'sku', 'optionValue'] as const).find((column) => cells[column]?.trim())
  if (more === undefined) return { status: 'unchanged', errors: foreignPicture(cells.picture) }
  const message =
    more === 'name'
      ? `is the Handle of row ${first} already: give this product another one`
      : `is another variant of row ${first}, which is not taken: a product is sold in one variant here`
  return { status: 'failed', errors: [{ path: titleOf(more === 'name' ? 'handle' : more), message }] }
}

/** Our own addresses stand in our own exports, and tell nothing new. */
function foreignPicture(address: string | undefined): FieldError[] {
  if (!address?.trim() || /\/uploads\/[\w-]{22}\/[\w-]+\.(webp|avif)$/.test(address.trim())) return []
  return [
    {
      path: titleOf('picture'),
      message: 'is left out: pictures are not fetched from other addresses, upload this one to the product',
    },
  ]
}
