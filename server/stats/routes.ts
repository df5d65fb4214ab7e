import { Nothing, PageQuery } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { OrderStatus } from '../../contracts/orders.ts'
import {
  LowStockPage,
  Overview,
  RawProductPage,
  Revenue,
  Sales,
  SalesQuery,
  TopProducts,
  TopProductsQuery,
  Total,
} from '../../contracts/stats.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { sendAnswer } from '../http-cache.ts'
import type { Db } from '../platform/postgres.ts'
import { bestSellers, counted, revenueEver, verifiedCustomers } from './figure-queries.ts'
import { listLowStock } from './list-low-stock.ts'
import { listProducts } from './list-products.ts'
import { showOverview } from './show-overview.ts'
import { showSales } from './show-sales.ts'

/** What a dashboard draws: figures that a consumer keeps from events, so they may trail an order by a moment. */
export function statsRoutes(app: App, context: Context) {
  const {
    db,
    config: { currency },
  } = context
  const shop = { db: context.catalogDb, readThrough: context.readThrough, currency }
  const config = { access: 'admin' } as const
  const tags = ['Statistics']
  const money = (minor: number) => formatMinor(minor, currencyDigits(currency))

  for (const { path, summary, total } of totals)
    app.get(
      `/stats/${path}`,
      { config, schema: { tags, summary, response: { 200: Total, ...problems(401, 403, 503) } } },
      async () => ({ total: await total(db) }),
    )

  app.get(
    '/stats/revenue',
    {
      config,
      schema: {
        tags,
        summary: 'What all orders that were not cancelled come to',
        response: { 200: Revenue, ...problems(401, 403, 503) },
      },
    },
    async () => ({ total: money(await revenueEver(db)), currency }),
  )

  app.get(
    '/stats/overview',
    {
      config,
      schema: {
        tags,
        summary: 'Totals, orders by status, and recent days against those before',
        response: { 200: Overview, ...problems(401, 403, 503) },
      },
    },
    () => showOverview(db, currency),
  )

  app.get(
    '/stats/sales',
    {
      config,
      schema: {
        tags,
        summary: 'Sales by day, week or month',
        description: 'Days are UTC. At most 1000 points; the last 30 days by default.',
        querystring: SalesQuery,
        response: { 200: Sales, ...problems(400, 401, 403, 503) },
      },
    },
    ({ query }) => showSales(db, query, currency),
  )

  app.get(
    '/stats/top-products',
    {
      config,
      schema: {
        tags,
        summary: 'What sells best',
        querystring: TopProductsQuery,
        response: { 200: TopProducts, ...problems(400, 401, 403, 503) },
      },
    },
    async ({ query: { from = null, to = null, by, limit } }) => {
      const best = await bestSellers(db, { from, to, by, limit })
      return {
        currency,
        items: best.map(({ revenueMinor, ...row }) => ({ ...row, revenue: money(revenueMinor) })),
      }
    },
  )

  app.get(
    '/stats/low-stock',
    {
      config,
      schema: {
        tags,
        summary: 'What is on sale and nearly or wholly gone, the scarcest first',
        querystring: PageQuery,
        response: { 200: LowStockPage, ...problems(400, 401, 403, 503) },
      },
    },
    ({ query }) => listLowStock(db, query),
  )

  app.get(
    '/stats/products',
    {
      config,
      schema: {
        tags,
        summary: 'All products with their raw fields, archived ones too, newest first',
        querystring: PageQuery,
        response: { 200: RawProductPage, 304: Nothing, ...problems(400, 401, 403, 503) },
      },
    },
    (request, reply) => sendAnswer(request, reply, listProducts(shop, request.query)),
  )
}

const pending: OrderStatus[] = ['placed', 'paid', 'shipped']
const totals = [
  { path: 'totalusers', summary: 'Verified customers', total: verifiedCustomers },
  {
    path: 'totalorders',
    summary: 'Orders ever placed',
    total: (db: Db) => counted(db, [...pending, 'delivered', 'cancelled']),
  },
  {
    path: 'totalpendingorders',
    summary: 'Orders that are placed, paid or shipped',
    total: (db: Db) => counted(db, pending),
  },
  {
    path: 'totalcompletedorders',
    summary: 'Orders that were delivered',
    total: (db: Db) => counted(db, ['delivered']),
  },
  {
    path: 'totalproducts',
    summary: 'Products that are not archived',
    total: (db: Db) => counted(db, ['products']),
  },
]
