/** The Kafka topics and what their events carry. No address, name or secret of a person travels in one. */
export type OrderEvent = {
  orderId: string
  number: string
  userId: string | null
  status: 'placed' | 'paid' | 'shipped' | 'delivered' | 'cancelled'
  items: { productId: string; name: string; quantity: number; unitPrice: string }[]
  totalAmount: string
  currency: string
  placedAt: string
}

export type EventPayloads = {
  'order-placed': OrderEvent
  'order-cancelled': OrderEvent
  'order-status-changed': OrderEvent
  'user-verified': { userId: string }
  'product-changed': { productId: string; archived: boolean }
}

export type Topic = keyof EventPayloads

export const topics = [
  'order-placed',
  'order-cancelled',
  'order-status-changed',
  'user-verified',
  'product-changed',
] as const satisfies Topic[]

/** An event as a consumer sees it. key is the order, user or product; sequence its version as of this event. */
export type ShopEvent<T extends Topic = Topic> = {
  [K in T]: {
    id: string
    topic: K
    key: string
    sequence: number
    payload: EventPayloads[K]
    requestId: string | null
    /** The span that it came from, where requests are traced; what a handler writes because of it goes on from there. */
    traceparent?: string | null
  }
}[T]
