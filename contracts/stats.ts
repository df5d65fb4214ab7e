import Type from 'typebox'
import { Availability } from './availability.ts'
import { Currency, Id, Money, Timestamp } from './common.ts'
import { OrderStatus } from './orders.ts'

/** The most points that one answer of /stats/sales draws. */
export const maxSalesPoints = 1000

/** A calendar day in UTC. */
const Day = Type.String({ format: 'date', pattern: '^(19|20)\\d\\d-', examples: ['2026-01-31'] })
const Count = Type.Integer({ minimum: 0, examples: [42] })

export const Total = Type.Object({ total: Count }, { title: 'Total' })

export const Revenue = Type.Object(
  { total: Money, currency: Currency },
  { title: 'Revenue', examples: [{ total: '1299.00', currency: 'USD' }] },
)

const sold = { orders: Count, revenue: Money }

/** What was sold from the first day to the last, both included; orders that were cancelled do not count. */
const Period = Type.Object({ from: Day, to: Day, ...sold }, { title: 'SalesPeriod' })

export const Overview = Type.Object(
  {
    currency: Currency,
    users: Count,
    products: Count,
    orders: Count,
    pendingOrders: Count,
    completedOrders: Count,
    revenue: Money,
    ordersByStatus: Type.Array(Type.Object({ status: OrderStatus, total: Count })),
    periods: Type.Array(
      Type.Object({
        name: Type.Union([Type.Literal('today'), Type.Literal('last7Days'), Type.Literal('last30Days')]),
        current: Period,
        previous: Period,
      }),
      { description: 'Each with the same number of days before it' },
    ),
  },
  { title: 'Overview' },
)
export type Overview = Type.Static<typeof Overview>

export const Interval = Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')])

const range = {
  from: Type.Optional(
    Type.String({ ...Day, description: 'The first day, UTC; 30 days before `to` by default' }),
  ),
  to: Type.Optional(Type.String({ ...Day, description: 'The last day, UTC, included; today by default' })),
}

export const SalesQuery = Type.Object(
  { ...range, interval: Type.Union(Interval.anyOf, { default: 'day' }) },
  { additionalProperties: false },
)

export const Sales = Type.Object(
  {
    from: Day,
    to: Day,
    interval: Interval,
    currency: Currency,
    items: Type.Array(Type.Object({ date: Day, ...sold, units: Count }, { title: 'SalesPoint' }), {
      description: 'A point an interval, in order, zero where nothing was sold; a week starts on Monday',
    }),
  },
  { title: 'Sales' },
)
export type Sales = Type.Static<typeof Sales>

export const TopProductsQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 10 }),
    by: Type.Union([Type.Literal('revenue'), Type.Literal('units')], { default: 'revenue' }),
    from: Type.Optional(
      Type.String({ ...Day, description: 'The first day, UTC; since the shop opened by default' }),
    ),
    to: Type.Optional(Type.String({ ...Day, description: 'The last day, UTC, included; today by default' })),
  },
  { additionalProperties: false },
)

export const TopProducts = Type.Object(
  {
    currency: Currency,
    items: Type.Array(
      Type.Object(
        { productId: Id, name: Type.String(), units: Count, revenue: Money },
        { title: 'TopProduct' },
      ),
    ),
  },
  { title: 'TopProducts' },
)

export const LowStockPage = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { productId: Id, name: Type.String(), stock: Count, availability: Availability },
        { title: 'LowStock' },
      ),
    ),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'LowStockPage' },
)

/** A product with every field that is stored, archived ones too. */
export const RawProduct = Type.Object(
  {
    id: Id,
    slug: Type.String(),
    name: Type.String(),
    description: Type.String(),
    categoryId: Type.Union([Id, Type.Null()]),
    category: Type.Union([Type.String(), Type.Null()]),
    sku: Type.Union([Type.String(), Type.Null()]),
    price: Money,
    currency: Currency,
    stock: Count,
    images: Count,
    version: Type.Integer(),
    archivedAt: Type.Union([Timestamp, Type.Null()]),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { title: 'RawProduct' },
)
export type RawProduct = Type.Static<typeof RawProduct>

export const RawProductPage = Type.Object(
  { items: Type.Array(RawProduct), nextCursor: Type.Union([Type.String(), Type.Null()]) },
  { title: 'RawProductPage' },
)
