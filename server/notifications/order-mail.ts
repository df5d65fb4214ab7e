import type { OrderMail } from '../../contracts/mails.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { OrderAsPlaced } from './queries.ts'

/** The content of every mail about an order: read from what is immutable in it, so it is the same at any time. */
export function orderMail(order: OrderAsPlaced): OrderMail {
  const digits = currencyDigits(order.currency)
  const money = (minor: number) => formatMinor(minor, digits)
  return {
    orderId: order.id,
    number: order.number,
    name: order.contact_name,
    items: order.lines.map(({ name, quantity, unitPriceMinor }) => ({
      name,
      quantity,
      unitPrice: money(unitPriceMinor),
      lineTotal: money(unitPriceMinor * quantity),
    })),
    itemsTotal: money(order.items_total_minor),
    adjustments: order.adjustments.map(({ label, amount }) => ({ label, amount })),
    totalAmount: money(order.total_minor),
    currency: order.currency,
    placedAt: order.placed_at.toISOString(),
    shippingAddress: order.shipping_address,
  }
}
