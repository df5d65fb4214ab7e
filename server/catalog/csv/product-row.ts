import {
  CategoryName,
  maxPriceMinor,
  maxStock,
  ProductDescription,
  ProductName,
  Sku,
} from '../../../contracts/catalog-admin.ts'
import { currencyDigits, parseMinor } from '../../../contracts/money.ts'
import type { FieldError } from '../../errors.ts'
import { priceMessage } from '../price.ts'
import { slugOf } from '../slug.ts'
import { tidyLine, tidyText } from '../tidy.ts'
import { checkerOf } from './check.ts'
import { type Column, titleOf } from './columns.ts'
import { htmlToText } from './html-text.ts'
import type { CsvCells } from './read-rows.ts'

/** What a row says of its product; what it has no column or no value for is undefined. `errors` are empty in a good one. */
export function productRow(cells: CsvCells, currency: string): ProductRow & { errors: FieldError[] } {
  const errors: FieldError[] = []
  const refuse = (column: Column, message: string) => {
    errors.push({ path: titleOf(column), message })
    return undefined
  }
  const price = (text: string) => {
    const minor = parseMinor(withoutEmptyDigits(text), currencyDigits(currency))
    return minor === undefined || minor > maxPriceMinor ? refuse('price', priceMessage(currency)) : minor
  }
  const stock = (text: string) =>
    /^\d{1,10}$/.test(text) && Number(text) <= maxStock
      ? Number(text)
      : refuse('stock', `must be a whole number from 0 to ${maxStock}`)
  const checked = (column: Column, text: string) => {
    const message = checks[column]?.(text)
    return message ? refuse(column, message) : text
  }
  const filled = <T>(column: Column, take: (text: string) => T) => {
    const text = tidyLine(cells[column] ?? '')
    return text === '' ? undefined : take(text)
  }
  const category = categoryIn(cells)
  return {
    slug: slugOf(cells.handle ?? ''),
    name: filled('name', (text) => checked('name', text)),
    description:
      cells.description === undefined
        ? undefined
        : checked('description', tidyText(htmlToText(cells.description))),
    category: category ? checked('type', category) : category,
    priceMinor: filled('price', price),
    sku: cells.sku === undefined ? undefined : (filled('sku', (text) => checked('sku', text)) ?? null),
    stock: filled('stock', stock),
    archived: archivedIn(cells),
    errors,
  }
}

/** null where the file says that there is none. */
function categoryIn({ type, productCategory }: CsvCells) {
  if (type === undefined && productCategory === undefined) return undefined
  return tidyLine(type ?? '') || tidyLine(productCategory?.split(' > ').at(-1) ?? '') || null
}

/** Whether the file keeps it from being sold. */
function archivedIn({ status, published }: CsvCells) {
  if (status === undefined && published === undefined) return undefined
  return (
    /^(draft|archived|unlisted)$/i.test(status?.trim() ?? '') ||
    /^(false|no|0)$/i.test(published?.trim() ?? '')
  )
}

/** Some write more digits than the currency has: "12.500", "1200.00" of a currency without any. */
function withoutEmptyDigits(text: string) {
  const [whole = '', fraction = ''] = text.length > 30 ? [text] : text.split('.', 2)
  const digits = fraction.replace(/0+$/, '')
  return text.split('.').length > 2 ? text : digits === '' ? whole : `${whole}.${digits}`
}

const checks: Partial<Record<Column, (text: string) => string | undefined>> = {
  name: checkerOf(ProductName),
  description: checkerOf(ProductDescription),
  type: checkerOf(CategoryName),
  sku: checkerOf(Sku),
}

export type ProductRow = {
  slug: string
  name: string | undefined
  description: string | undefined
  category: string | null | undefined
  priceMinor: number | undefined
  sku: string | null | undefined
  stock: number | undefined
  archived: boolean | undefined
}
