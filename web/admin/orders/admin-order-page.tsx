import { ApiError } from '../../api/problem.ts'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { Address } from '../../orders/address.tsx'
import { StatusBadge } from '../../orders/status-badge.tsx'
import { Timeline } from '../../orders/timeline.tsx'
import { Totals } from '../../orders/totals.tsx'
import { Failed } from '../../states/failed.tsx'
import { MissingPage } from '../../states/missing-page.tsx'
import { t } from '../../texts/texts.ts'
import { formatDateTime, formatMoney, formatNumber } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { adminPaths } from '../paths.ts'
import { productColumn } from '../products/product-column.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'
import { orderQuery } from './order-query.ts'
import { StatusActions } from './status-actions.tsx'

export function AdminOrderPage({ params: { id = '' } }: { params: { id?: string } }) {
  const { data: order, error, refetch } = useQuery({ ...orderQuery(id), refetchInterval: 10_000 })
  usePageTitle(order && t('order.title', { number: order.number }))
  if (order) return <OrderDetail order={order} />
  if (error instanceof ApiError && [400, 404].includes(error.status)) return <MissingPage />
  if (error) return <Failed title={t('problem.title')} error={error} retry={refetch} />
  return <div class="skeleton page-skeleton" aria-busy="true" />
}

function OrderDetail({ order }: { order: Schemas['AdminOrder'] }) {
  const { number, status, placedAt, contact, shippingAddress, note } = order
  return (
    <>
      <header class="admin-head">
        <h1>{t('order.title', { number })}</h1>
        <StatusBadge status={status} />
        <span class="quiet">{t('order.placedAt', { date: formatDateTime(placedAt) })}</span>
      </header>
      <StatusActions order={order} />
      <div class="admin-columns">
        <section class="panel stack">
          <h2>{t('order.items')}</h2>
          <Lines order={order} />
          <Totals of={order} />
        </section>
        <div class="stack">
          <section class="panel stack">
            <h2>{t('order.timeline')}</h2>
            <Timeline order={order} />
          </section>
          <section class="panel stack">
            <h2>{ta('orders.customer')}</h2>
            <p>
              {contact.name}
              <br />
              <a href={`mailto:${contact.email}`}>{contact.email}</a>
            </p>
            <a href={adminPaths.orders({ q: contact.email })}>{ta('orders.ofCustomer')}</a>
            {shippingAddress && (
              <>
                <h2>{t('order.address')}</h2>
                <Address of={shippingAddress} />
              </>
            )}
            {note && (
              <>
                <h2>{t('order.note')}</h2>
                <p class="address">{note}</p>
              </>
            )}
          </section>
        </div>
      </div>
    </>
  )
}

function Lines({ order: { items, currency } }: { order: Schemas['AdminOrder'] }) {
  return (
    <DataTable
      label={t('order.items')}
      rows={items}
      keyOf={({ productId }) => productId}
      columns={[
        productColumn(),
        {
          name: 'price',
          head: ta('orders.unitPrice'),
          numeric: true,
          extra: true,
          cell: ({ unitPrice }) => formatMoney(unitPrice, currency),
        },
        {
          name: 'quantity',
          head: ta('orders.quantity'),
          numeric: true,
          cell: ({ quantity }) => formatNumber(quantity),
        },
        {
          name: 'total',
          head: ta('orders.total'),
          numeric: true,
          cell: ({ lineTotal }) => formatMoney(lineTotal, currency),
        },
      ]}
    />
  )
}
