import type { OrderEvent } from '../../contracts/events.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { AdminOrder, Order } from '../../contracts/orders.ts'
import type { OrderRow } from './queries.ts'

/** An order as its buyer sees it. */
export function orderView(order: Omit<OrderRow, 'placed_micros'>): Order {
  const money = (minor: number) => formatMinor(minor, currencyDigits(order.currency))
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    items: order.lines.map(({ productId, name, unitPriceMinor, quantity }) => ({
      productId,
      name,
      unitPrice: money(unitPriceMinor),
      quantity,
      lineTotal: money(unitPriceMinor * quantity),
    })),
    itemsTotal: money(order.items_total_minor),
    adjustments: order.adjustments,
    totalAmount: money(order.total_minor),
    currency: order.currency,
    placedAt: order.placed_at.toISOString(),
    shippingAddress: order.shipping_address,
    note: order.note,
    history: order.history,
  }
}

/** An order as it was answered when it was placed, whatever became of it: what a repeated key replays (I8). */
export const asPlaced = (order: OrderRow): Order =>
  orderView({ ...order, status: 'placed', history: order.history.slice(0, 1) })

/** An order as an admin sees it. */
export const adminOrderView = (order: OrderRow): AdminOrder => ({
  ...orderView(order),
  userId: order.user_id,
  contact: { name: order.contact_name, email: order.contact_email },
  version: order.version,
})

/** An order as its events carry it: no address, name or note. */
export const orderEvent = (order: Order, userId: string | null): OrderEvent => ({
  orderId: order.id,
  number: order.number,
  userId,
  status: order.status,
  items: order.items.map(({ productId, name, quantity, unitPrice }) => ({
    productId,
    name,
    quantity,
    unitPrice,
  })),
  totalAmount: order.totalAmount,
  currency: order.currency,
  placedAt: order.placedAt,
})
