import { useQuery } from '../../api/query.ts'
import { formatNumber } from '../../ui/format.ts'
import { adminPaths } from '../paths.ts'
import { productColumn } from '../products/product-column.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'
import { lowStockQuery } from './queries.ts'

export function LowStock() {
  const { data, error, refetch } = useQuery(lowStockQuery())
  return (
    <section class="panel stack">
      <h2>{ta('dashboard.lowStock')}</h2>
      {data?.items.length === 0 ? (
        <p class="quiet">{ta('dashboard.lowStock.none')}</p>
      ) : (
        <DataTable
          label={ta('dashboard.lowStock')}
          rows={data?.items}
          keyOf={({ productId }) => productId}
          error={error}
          retry={refetch}
          columns={[
            productColumn(),
            {
              name: 'stock',
              head: ta('dashboard.stock'),
              numeric: true,
              cell: ({ stock }) => formatNumber(stock),
            },
          ]}
        />
      )}
      {data?.nextCursor && <a href={adminPaths.lowStock()}>{ta('dashboard.all')}</a>}
    </section>
  )
}
