import { useQuery } from '../../api/query.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { DataTable } from '../table/data-table.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'
import { productColumn } from './product-column.tsx'
import { lowStockListQuery } from './queries.ts'
import { StockCell } from './stock-cell.tsx'
import './products.css'

/** What runs out, the least first. */
export function LowStockPage() {
  usePageTitle(ta('nav.lowStock'))
  const { data, error, refetch } = useQuery(lowStockListQuery(useSearch().get('cursor') ?? undefined))
  return (
    <>
      <header class="admin-head">
        <h1>{ta('nav.lowStock')}</h1>
      </header>
      {data?.items.length === 0 ? (
        <p class="quiet">{ta('dashboard.lowStock.none')}</p>
      ) : (
        <DataTable
          label={ta('nav.lowStock')}
          rows={data?.items}
          keyOf={({ productId }) => productId}
          error={error}
          retry={refetch}
          columns={[
            productColumn(),
            {
              name: 'stock',
              head: ta('products.stock'),
              numeric: true,
              cell: ({ productId, name, stock }) => <StockCell id={productId} name={name} stock={stock} />,
            },
          ]}
        />
      )}
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}
