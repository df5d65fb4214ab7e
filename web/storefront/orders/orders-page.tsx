import { useState } from 'preact/hooks'
import { NeedsLogin } from '../../accounts/needs-login.tsx'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { StatusBadge } from '../../orders/status-badge.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { formatDate, formatMoney } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { ordersQuery } from './queries.ts'
import './orders.css'

export function OrdersPage() {
  usePageTitle(t('orders.title'))
  return (
    <NeedsLogin>
      <h1>{t('orders.title')}</h1>
      <ul class="orders">
        <Orders />
      </ul>
    </NeedsLogin>
  )
}

/** A page of orders, and those before it when they are asked for. */
function Orders({ cursor }: { cursor?: string }) {
  const { data, error, refetch } = useQuery(ordersQuery(cursor))
  const [older, setOlder] = useState(false)
  if (error && !data)
    return (
      <li>
        <Failed title={t('problem.title')} error={error} retry={refetch} />
      </li>
    )
  if (!data) return <li class="skeleton order-skeleton" aria-busy="true" />
  if (data.items.length === 0 && !cursor)
    return (
      <li>
        <Empty
          icon="package"
          title={t('orders.empty.title')}
          action={
            <a class="button button-main" href={paths.home()}>
              {t('action.toShop')}
            </a>
          }
        >
          {t('orders.empty.text')}
        </Empty>
      </li>
    )
  return (
    <>
      {data.items.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
      {data.nextCursor !== null &&
        (older ? (
          <Orders cursor={data.nextCursor} />
        ) : (
          <li class="orders-more">
            <Button look="quiet" onClick={() => setOlder(true)}>
              {t('orders.more')}
            </Button>
          </li>
        ))}
    </>
  )
}

function OrderRow({ order: { id, number, status, items, placedAt, totalAmount, currency } }: OrderRowProps) {
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <li class="panel order-row">
      <div>
        <h2>
          <a href={paths.order(id)} aria-label={t('orders.open', { number })}>
            {number}
          </a>
        </h2>
        <p class="quiet">{t('order.placedAt', { date: formatDate(placedAt) })}</p>
      </div>
      <p class="order-row-items">{items.map(({ name }) => name).join(', ')}</p>
      <StatusBadge status={status} />
      <p class="order-row-total">
        <strong>{formatMoney(totalAmount, currency)}</strong>
        <span class="quiet">{t('orders.lines', { count })}</span>
      </p>
    </li>
  )
}

type OrderRowProps = { order: Schemas['Order'] }
