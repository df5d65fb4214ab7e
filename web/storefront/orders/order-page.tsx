import { NeedsLogin } from '../../accounts/needs-login.tsx'
import { ApiError } from '../../api/problem.ts'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { sessionState } from '../../api/session.ts'
import { useSignal } from '../../api/signal.ts'
import { Address } from '../../orders/address.tsx'
import { StatusBadge } from '../../orders/status-badge.tsx'
import { Timeline } from '../../orders/timeline.tsx'
import { Totals } from '../../orders/totals.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { OrderActions } from './order-actions.tsx'
import { OrderLines } from './order-lines.tsx'
import { orderQuery } from './queries.ts'
import './orders.css'

export function OrderPage({ params: { id = '' } }: { params: { id?: string } }) {
  return (
    <NeedsLogin>
      <OrderById id={id} />
    </NeedsLogin>
  )
}

function OrderById({ id }: { id: string }) {
  const { data: order, error, refetch } = useQuery({ ...orderQuery(id), refetchInterval: 15_000 })
  usePageTitle(order && t('order.title', { number: order.number }))
  if (order) return <OrderDetail order={order} />
  if (error instanceof ApiError && [400, 404].includes(error.status))
    return (
      <Empty
        icon="package"
        heading="h1"
        title={t('order.missing.title')}
        action={
          <a class="button button-main" href={paths.orders()}>
            {t('order.all')}
          </a>
        }
      >
        {t('order.missing.text')}
      </Empty>
    )
  if (error) return <Failed title={t('problem.title')} error={error} retry={refetch} />
  return <div class="skeleton page-skeleton" aria-busy="true" />
}

function OrderDetail({ order }: { order: Schemas['Order'] }) {
  const { number, status, items, placedAt, currency, shippingAddress, note } = order
  const user = useSignal(sessionState).session?.user
  const isNew = useSearch().has('placed')
  return (
    <div class="order">
      <header class="order-head">
        <h1>{isNew && user ? t('order.thanks', { name: user.name }) : t('order.title', { number })}</h1>
        {isNew && user && <Alert kind="done">{t('order.thanks.text', { email: user.email })}</Alert>}
        <p>
          {isNew && <strong>{t('order.title', { number })}</strong>}
          <StatusBadge status={status} />
          <span class="quiet">{t('order.placedAt', { date: formatDateTime(placedAt) })}</span>
        </p>
      </header>
      <section class="panel stack">
        <h2>{t('order.items')}</h2>
        <OrderLines items={items} currency={currency} />
        <Totals of={order} />
      </section>
      <div class="stack">
        <section class="panel stack">
          <h2>{t('order.timeline')}</h2>
          <Timeline order={order} />
          <OrderActions order={order} />
        </section>
        {shippingAddress && (
          <section class="panel stack">
            <h2>{t('order.address')}</h2>
            <Address of={shippingAddress} />
            {note && (
              <>
                <h2>{t('order.note')}</h2>
                <p class="address">{note}</p>
              </>
            )}
          </section>
        )}
      </div>
    </div>
  )
}
