import { usePageTitle } from '../../ui/page-title.ts'
import { navigate, useSearch } from '../../ui/router.tsx'
import { changedSearch } from '../paths.ts'
import { ta } from '../texts/texts.ts'
import { Figures } from './figures.tsx'
import { LowStock } from './low-stock.tsx'
import { OrdersByStatus } from './orders-by-status.tsx'
import { type RangeName, rangeIn, rangeNames } from './range.ts'
import { Sales } from './sales.tsx'
import { TopProducts } from './top-products.tsx'
import './dashboard.css'

export function DashboardPage() {
  usePageTitle(ta('dashboard.title'))
  const search = useSearch()
  const range = rangeIn(search)
  return (
    <>
      <header class="admin-head">
        <h1>{ta('dashboard.title')}</h1>
        <RangeSelect
          range={range}
          onChange={(next) => navigate(changedSearch(search, { range: next }), { stay: true })}
        />
      </header>
      <Figures />
      <Sales range={range} />
      <div class="dashboard-columns">
        <TopProducts range={range} />
        <OrdersByStatus />
        <LowStock />
      </div>
    </>
  )
}

function RangeSelect({ range, onChange }: { range: RangeName; onChange: (range: RangeName) => void }) {
  return (
    <label class="range-select">
      <span class="visually-hidden">{ta('dashboard.range')}</span>
      <select value={range} onChange={({ currentTarget }) => onChange(currentTarget.value as RangeName)}>
        {rangeNames.map((name) => (
          <option key={name} value={name}>
            {ta(`dashboard.range.${name}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
