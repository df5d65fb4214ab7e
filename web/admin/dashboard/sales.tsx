import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { Failed } from '../../states/failed.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { formatDay } from '../format-day.ts'
import { DataTable } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'
import { salesQuery } from './queries.ts'
import type { RangeName } from './range.ts'
import { TimeChart } from './time-chart.tsx'

export function Sales({ range }: { range: RangeName }) {
  const { data, error, refetch } = useQuery(salesQuery(range))
  return (
    <section class="panel stack">
      <h2>{ta('dashboard.sales')}</h2>
      {error && !data && <Failed title={ta('table.failed')} error={error} retry={refetch} />}
      {data ? <Drawn sales={data} /> : <div class="chart skeleton" aria-busy="true" />}
    </section>
  )
}

function Drawn({ sales: { items, interval, from, to, currency } }: { sales: Schemas['Sales'] }) {
  const label = ta('dashboard.sales.chart', {
    interval: ta(`dashboard.interval.${interval}`),
    from: formatDay(from),
    to: formatDay(to),
  })
  return (
    <>
      <TimeChart
        label={label}
        days={items.map(({ date }) => date)}
        values={items.map(({ revenue }) => Number(revenue))}
        format={(value) => formatMoney(String(value), currency)}
      />
      <details>
        <summary>{ta('dashboard.asTable')}</summary>
        <DataTable
          label={label}
          rows={items}
          keyOf={({ date }) => date}
          columns={[
            { name: 'date', head: ta('dashboard.date'), cell: ({ date }) => formatDay(date) },
            {
              name: 'revenue',
              head: ta('dashboard.revenue'),
              numeric: true,
              cell: ({ revenue }) => formatMoney(revenue, currency),
            },
            {
              name: 'orders',
              head: ta('dashboard.orderCount'),
              numeric: true,
              cell: ({ orders }) => formatNumber(orders),
            },
            {
              name: 'units',
              head: ta('dashboard.units'),
              numeric: true,
              cell: ({ units }) => formatNumber(units),
            },
          ]}
        />
      </details>
    </>
  )
}
