import { query, useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { StatusBadge } from '../../orders/status-badge.tsx'
import { t } from '../../texts/texts.ts'
import { formatDateTime, formatMoney } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { adminPaths } from '../paths.ts'
import { DataTable } from '../table/data-table.tsx'
import { ChoiceField, Filters, SearchField } from '../table/filters.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'

/** All orders, the newest first; new ones come in by themselves. */
export function OrdersPage() {
  usePageTitle(ta('nav.orders'))
  const { q, status, cursor } = Object.fromEntries(useSearch())
  const { data, error, refetch } = useQuery({
    ...query('own', 'GET /api/admin/orders', {
      query: { q, status: status as Schemas['OrderStatus'] | undefined, cursor, limit: 50 },
    }),
    refetchInterval: 10_000,
  })
  return (
    <>
      <header class="admin-head">
        <h1>{ta('nav.orders')}</h1>
      </header>
      <Filters label={ta('nav.orders')}>
        <SearchField label={ta('orders.search')} />
        <ChoiceField
          label={ta('dashboard.status')}
          name="status"
          all={ta('orders.anyStatus')}
          choices={statuses.map((one) => [one, t(`order.status.${one}`)])}
        />
      </Filters>
      <DataTable
        label={ta('nav.orders')}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={refetch}
        columns={[
          {
            name: 'number',
            head: ta('orders.number'),
            cell: ({ id, number }) => <a href={adminPaths.order(id)}>{number}</a>,
          },
          {
            name: 'status',
            head: ta('dashboard.status'),
            cell: (order) => <StatusBadge status={order.status} />,
          },
          { name: 'placed', head: ta('orders.placed'), cell: ({ placedAt }) => formatDateTime(placedAt) },
          { name: 'customer', head: ta('orders.customer'), cell: ({ contact }) => contact.name },
          {
            name: 'items',
            head: ta('orders.items'),
            cell: ({ items }) => items.map(({ name, quantity }) => `${quantity} × ${name}`).join(', '),
          },
          {
            name: 'total',
            head: ta('orders.total'),
            numeric: true,
            cell: ({ totalAmount, currency }) => formatMoney(totalAmount, currency),
          },
        ]}
      />
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}

const statuses = ['placed', 'paid', 'shipped', 'delivered', 'cancelled'] as const
