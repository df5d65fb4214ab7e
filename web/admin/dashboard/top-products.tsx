import { useQuery } from '../../api/query.ts'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { productColumn } from '../products/product-column.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'
import { topProductsQuery } from './queries.ts'
import type { RangeName } from './range.ts'

export function TopProducts({ range }: { range: RangeName }) {
  const { data, error, refetch } = useQuery(topProductsQuery(range))
  return (
    <section class="panel stack">
      <h2>{ta('dashboard.topProducts')}</h2>
      {data?.items.length === 0 ? (
        <p class="quiet">{ta('dashboard.topProducts.none')}</p>
      ) : (
        <DataTable
          label={ta('dashboard.topProducts')}
          rows={data?.items}
          keyOf={({ productId }) => productId}
          error={error}
          retry={refetch}
          columns={[
            productColumn(),
            {
              name: 'units',
              head: ta('dashboard.units'),
              numeric: true,
              cell: ({ units }) => formatNumber(units),
            },
            {
              name: 'revenue',
              head: ta('dashboard.revenue'),
              numeric: true,
              cell: ({ revenue }) => formatMoney(revenue, data?.currency ?? 'USD'),
            },
          ]}
        />
      )}
    </section>
  )
}
