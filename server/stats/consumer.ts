import type { ShopEvent } from '../../contracts/events.ts'
import { currencyDigits } from '../../contracts/money.ts'
import type { Consumer } from '../platform/consumer.ts'
import { countOrders, countProducts, countUsers, type OrderCount } from './count-queries.ts'
import { becomeOnlyWriter } from './queries.ts'

/**
 * Keeps the figures under /stats from events alone. Of each order, user and product it remembers which version it has
 * counted, and a higher one replaces what a lower one counted: whatever order events come in, it ends the same (I17).
 */
export const statsConsumer: Consumer = {
  name: 'stats',
  topics: ['order-placed', 'order-cancelled', 'order-status-changed', 'user-verified', 'product-changed'],
  async handle(tx, events) {
    await becomeOnlyWriter(tx)
    const { orders = [], users = [], products = [] } = Object.groupBy(events, kindOf)
    if (orders.length > 0) await countOrders(tx, latest(orders).flatMap(orderCount))
    if (users.length > 0)
      await countUsers(
        tx,
        users.map(({ key }) => key),
      )
    if (products.length > 0) await countProducts(tx, latest(products).flatMap(productCount))
  },
}

const kinds = {
  'order-placed': 'orders',
  'order-cancelled': 'orders',
  'order-status-changed': 'orders',
  'user-verified': 'users',
  'product-changed': 'products',
} as const

const kindOf = (event: ShopEvent) => kinds[event.topic]

/** Of each key the event of the highest sequence: an order event carries the whole order, so it is all that counts. */
function latest(events: ShopEvent[]) {
  const byKey = new Map<string, ShopEvent>()
  for (const event of events) {
    const known = byKey.get(event.key)
    if (!known || known.sequence < event.sequence) byKey.set(event.key, event)
  }
  return [...byKey.values()]
}

function orderCount(event: ShopEvent): OrderCount[] {
  if (!('orderId' in event.payload)) return []
  const { status, userId, placedAt, currency, totalAmount, items } = event.payload
  const digits = currencyDigits(currency)
  return [
    {
      orderId: event.key,
      version: event.sequence,
      status,
      userId,
      placedAt,
      totalMinor: minorUnits(totalAmount, digits),
      items: items.map(({ productId, quantity, unitPrice }) => ({
        productId,
        units: quantity,
        revenueMinor: minorUnits(unitPrice, digits) * BigInt(quantity),
      })),
    },
  ]
}

function productCount(event: ShopEvent) {
  if (event.topic !== 'product-changed') return []
  return [{ productId: event.key, version: event.sequence, archived: event.payload.archived }]
}

/** Exact however large: a total may exceed what a number holds. @throws for an amount that no order of ours carries. */
function minorUnits(amount: string, digits: number): bigint {
  const [whole = '', fraction = ''] = amount.split('.')
  if (!/^-?\d+$/.test(whole) || fraction.length !== digits) throw new Error(`${amount} is no amount of money`)
  return BigInt(whole + fraction)
}
