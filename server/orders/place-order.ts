import { hash } from 'node:crypto'
import { currencyDigits, parseMinor } from '../../contracts/money.ts'
import type { Order, PlaceOrder } from '../../contracts/orders.ts'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { newId } from '../platform/ids.ts'
import { violates } from '../platform/postgres.ts'
import { shareTransactions } from '../platform/shared-transactions.ts'
import { sharingFigures } from '../platform/sharing-figures.ts'
import { type Attempt, placeOrders } from './place-orders.ts'

/**
 * How a node places orders: those that arrive while others are placed share a transaction, but for those of one user.
 * The function places one, with the user's cart; it resolves after the commit and waits for nothing after it.
 * @throws 400 cart_empty, 409 out_of_stock or price_changed, 422 for a key used with another body, 503 when too many
 * wait; nothing has changed then.
 */
export function orderPlacement({ db, eventsWritten, config, metrics, tracing }: OrderContext) {
  const { currency, maxTransactionWaitMs: maxWaitMs } = config
  const place = shareTransactions(db, (tx, attempts: Attempt[]) => placeOrders(tx, attempts, currency), {
    maxWaitMs,
    ownerOf: ({ userId }) => userId,
    tracing,
    onBatch: sharingFigures(metrics, 'orders'),
  })
  async function placeOrder(request: OrderRequest): Promise<Order> {
    const attempt = toAttempt(request, currency)
    const order = await place(attempt).catch((error) => {
      if (violates(error, 'orders_number_key')) return place(attempt)
      throw error
    })
    eventsWritten.ring()
    return order
  }
  const { refusal, isFull, isSlow, turns } = place
  return Object.assign(placeOrder, { refusal, isFull, isSlow, turns })
}

function toAttempt({ userId, key, body, requestId, traceparent }: OrderRequest, currency: string): Attempt {
  const { expectedTotal, shippingAddress = null, note = null } = body
  const expectedTotalMinor =
    expectedTotal === undefined ? null : parseMinor(expectedTotal, currencyDigits(currency))
  if (expectedTotalMinor === undefined) {
    const message = `is no amount in ${currency}`
    throw invalid('invalid_input', `expectedTotal ${message}.`, [{ path: 'expectedTotal', message }])
  }
  const content = JSON.stringify([expectedTotalMinor, shippingAddress, note])
  const idempotency = key === undefined ? null : { key, requestHash: hash('sha256', content, 'buffer') }
  return {
    orderId: newId(),
    userId,
    expectedTotalMinor,
    shippingAddress,
    note,
    idempotency,
    requestId,
    traceparent,
  }
}

type OrderContext = Pick<Context, 'db' | 'eventsWritten' | 'config' | 'metrics' | 'tracing'>
export type OrderPlacement = ReturnType<typeof orderPlacement>
export type OrderRequest = {
  userId: string
  key: string | undefined
  body: PlaceOrder
  requestId: string
  traceparent?: string | undefined
}
