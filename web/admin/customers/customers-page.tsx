import { query, useQuery } from '../../api/query.ts'
import { shop } from '../../api/shop.ts'
import { formatDate, formatMoney, formatNumber } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { adminPaths } from '../paths.ts'
import { DataTable } from '../table/data-table.tsx'
import { Filters, SearchField } from '../table/filters.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'

export function CustomersPage() {
  usePageTitle(ta('customers.title'))
  const search = useSearch()
  const { q, cursor } = Object.fromEntries(search)
  const { data, error, refetch } = useQuery(
    query('own', 'GET /api/admin/customers', { query: { q, cursor, limit: 50 } }),
  )
  return (
    <>
      <header class="admin-head">
        <h1>{ta('customers.title')}</h1>
      </header>
      <Filters label={ta('customers.title')}>
        <SearchField label={ta('customers.search')} />
      </Filters>
      <DataTable
        label={ta('customers.title')}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={refetch}
        columns={[
          { name: 'name', head: ta('customers.name'), cell: ({ name }) => name },
          {
            name: 'email',
            head: ta('customers.email'),
            cell: ({ email }) => <a href={adminPaths.orders({ q: email })}>{email}</a>,
          },
          { name: 'role', head: ta('customers.role'), cell: ({ role }) => ta(`customers.role.${role}`) },
          { name: 'since', head: ta('customers.since'), cell: ({ createdAt }) => formatDate(createdAt) },
          {
            name: 'orders',
            head: ta('nav.orders'),
            numeric: true,
            cell: ({ orders }) => formatNumber(orders),
          },
          {
            name: 'revenue',
            head: ta('dashboard.revenue'),
            numeric: true,
            cell: ({ revenue }) => formatMoney(revenue, shop.get().currency),
          },
        ]}
      />
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}
