import { useQuery } from '../../api/query.ts'
import { StatusBadge } from '../../orders/status-badge.tsx'
import { formatNumber } from '../../ui/format.ts'
import { adminPaths } from '../paths.ts'
import { ta } from '../texts/texts.ts'
import { overviewQuery } from './queries.ts'

/** Orders by status, each with a bar of its share: a chart and its figures in one. */
export function OrdersByStatus() {
  const { data } = useQuery(overviewQuery())
  const all = data?.ordersByStatus.reduce((sum, { total }) => sum + total, 0) ?? 0
  return (
    <section class="panel stack">
      <h2>{ta('dashboard.byStatus')}</h2>
      <ul class="shares" aria-busy={!data}>
        {data?.ordersByStatus.map(({ status, total }) => (
          <li key={status}>
            <a href={adminPaths.orders({ status })}>
              <StatusBadge status={status} />
            </a>
            <progress value={total} max={all || 1} aria-hidden="true" />
            <span>{formatNumber(total)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
