import { adminPaths } from '../paths.ts'
import type { Column } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'

/** The product that a row is about, by name; it leads to its page. */
export const productColumn = (): Column<{ productId: string; name: string }> => ({
  name: 'product',
  head: ta('dashboard.product'),
  cell: ({ productId, name }) => <a href={adminPaths.product(productId)}>{name}</a>,
})
