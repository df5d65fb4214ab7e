import type { ShippingAddress } from './orders.ts'

/**
 * What each kind's template needs beside its code, which is sealed. Never a secret. `name` is the name of a user, never
 * what somebody typed who has not shown that the address is theirs: our mail would carry their words to a stranger.
 */
export type MailPayloads = {
  code: { validMinutes: number }
  address_known: { name: string }
  reset_code: { name: string; validMinutes: number }
  welcome: { name: string }
  password_changed: { name: string }
  order_confirmation: OrderMail
  order_cancelled: OrderMail
  order_shipped: OrderMail
  low_stock: { productName: string; sku: string | null; remaining: number }
}

export type MailKind = keyof MailPayloads

/** An order as it was placed: the same whenever it is read. Amounts are decimal strings, `placedAt` RFC 3339. */
export type OrderMail = {
  orderId: string
  number: string
  name: string
  items: { name: string; quantity: number; unitPrice: string; lineTotal: string }[]
  itemsTotal: string
  adjustments: { label: string; amount: string }[]
  totalAmount: string
  currency: string
  placedAt: string
  shippingAddress: ShippingAddress | null
}
