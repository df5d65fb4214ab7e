import { useQuery } from '../../api/query.ts'
import { Failed } from '../../states/failed.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { ta } from '../texts/texts.ts'
import { overviewQuery } from './queries.ts'

/** What one looks at first: how it goes today and lately, beside the time before. */
export function Figures() {
  const { data, error, refetch } = useQuery(overviewQuery())
  if (error && !data) return <Failed title={ta('table.failed')} error={error} retry={refetch} />
  if (!data) return <div class="figures figures-skeleton skeleton" aria-busy="true" />
  const { currency, periods, revenue, pendingOrders, users, products } = data
  return (
    <dl class="figures">
      {periods.map(({ name, current, previous }) => (
        <div key={name} class="figure">
          <dt>{ta(`dashboard.${name}`)}</dt>
          <dd class="figure-value">{formatMoney(current.revenue, currency)}</dd>
          <dd class="quiet">
            {ta('dashboard.orders', { count: current.orders })},{' '}
            {ta('dashboard.before', { amount: formatMoney(previous.revenue, currency) })}
          </dd>
        </div>
      ))}
      <Figure label={ta('dashboard.revenueEver')} value={formatMoney(revenue, currency)} />
      <Figure label={ta('dashboard.pending')} value={formatNumber(pendingOrders)} />
      <Figure label={ta('dashboard.customers')} value={formatNumber(users)} />
      <Figure label={ta('dashboard.productsOnSale')} value={formatNumber(products)} />
    </dl>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd class="figure-value">{value}</dd>
    </div>
  )
}
