import { query } from '../../api/query.ts'
import { daysOf, type RangeName, ranges } from './range.ts'

// A dashboard is left open: it looks again by itself, and not while nobody looks at it.
const live = { refetchInterval: 10_000, staleTime: 5_000 }

export const overviewQuery = () => ({ ...query('own', 'GET /stats/overview'), ...live })

export const salesQuery = (range: RangeName) => ({
  ...query('own', 'GET /stats/sales', {
    query: { ...daysOf(range, new Date()), interval: ranges[range].interval },
  }),
  ...live,
})

export const topProductsQuery = (range: RangeName) => ({
  ...query('own', 'GET /stats/top-products', { query: { ...daysOf(range, new Date()), limit: 8 } }),
  ...live,
})

export const lowStockQuery = () => ({
  ...query('own', 'GET /stats/low-stock', { query: { limit: 8 } }),
  ...live,
})
