import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { Order, ShippingAddress } from '../../contracts/orders.ts'
import { AppError, conflict, invalid } from '../errors.ts'
import { appendEvents } from '../platform/outbox.ts'
import type { Tx, WholeTx } from '../platform/postgres.ts'
import { allocate, type Decision, type LockedLine } from './allocate.ts'
import { newOrderNumber } from './order-number.ts'
import { asPlaced, orderEvent, orderView } from './order-view.ts'
import {
  claimedKeys,
  type KeyClaim,
  lockedLines,
  releasedKeys,
  usedKeys,
  writtenOrders,
} from './place-queries.ts'
import { type OrderRow, ordersByIds } from './queries.ts'

/**
 * Places orders in one transaction, each with its user's cart, and ends it: all of an order or nothing of it. Answers each
 * attempt with its order, or with why it was refused; a refused attempt changes nothing and costs its neighbours nothing.
 * A key that has made an order before replays it. Stock goes to attempts in the order of the list.
 * Takes at most one attempt a user (a second would order what the first has just taken from the cart). Locks in one
 * order for everybody: keys, then cart lines, then stock. Two round trips with its COMMIT, however many orders; a third
 * where a key is replayed.
 */
export async function placeOrders(
  tx: WholeTx,
  attempts: Attempt[],
  currency: string,
): Promise<(Order | AppError)[]> {
  const userIds = attempts.map(({ userId }) => userId)
  const [replays, lines] = await Promise.all([claimKeys(tx, attempts), lockedLines(tx, userIds)])
  const fresh = attempts.filter((attempt) => !replays.has(attempt.orderId))
  const carts = Map.groupBy(
    lines.sort((a, b) => +a.addedAt - +b.addedAt),
    (line) => line.cartId,
  )
  const decisions = allocate(
    fresh.map(({ userId, expectedTotalMinor }) => ({ cartId: userId, expectedTotalMinor })),
    carts,
  )
  const granted = fresh.flatMap((attempt, i) => {
    const decision = decisions[i] as Decision
    return 'granted' in decision ? [{ ...attempt, ...decision, number: newOrderNumber() }] : []
  })
  const placedAt = lines[0]?.placedAt ?? new Date()
  const orders = granted.map((order) => placedView(order, placedAt, currency))
  const refusals = new Map(
    fresh.flatMap(({ orderId }, i) => {
      const decision = decisions[i] as Decision
      return 'refused' in decision ? [[orderId, refusal(decision, currency)]] : []
    }),
  )
  const written = write(tx, granted, orders, currency)
  const unused = claimsOf(fresh.filter(({ orderId }) => refusals.has(orderId)))
  const released = unused.length > 0 && releasedKeys(tx, unused)
  tx.commit()
  await Promise.all([written, released])
  const answers = new Map<string, Order | AppError>([
    ...replays,
    ...refusals,
    ...orders.map((order) => [order.id, order] as const),
  ])
  return attempts.map(({ orderId }) => answers.get(orderId) as Order | AppError)
}

/** The attempts whose key was used before, with what they are answered. */
async function claimKeys(tx: Tx, attempts: Attempt[]): Promise<Map<string, Order | AppError>> {
  const claims = claimsOf(attempts)
  if (claims.length === 0) return new Map()
  const claimed = new Set((await claimedKeys(tx, claims)).map((row) => row.order_id))
  const repeated = claims.filter(({ orderId }) => !claimed.has(orderId))
  if (repeated.length === 0) return new Map()
  const used = await usedKeys(
    tx,
    repeated.map(({ userId }) => userId),
    repeated.map(({ key }) => key),
  )
  const firstIds = used.map((row) => row.order_id)
  const orders = new Map((await ordersByIds(tx, firstIds)).map((order) => [order.id, order]))
  const answer = ({ userId, key, requestHash }: KeyClaim) => {
    const first = used.find((row) => row.user_id === userId && row.key === key)
    if (!first?.request_hash.equals(requestHash)) return keyReused()
    return asPlaced(orders.get(first.order_id) as OrderRow)
  }
  return new Map(repeated.map((claim) => [claim.orderId, answer(claim)]))
}

const claimsOf = (attempts: Attempt[]): KeyClaim[] =>
  attempts.flatMap(({ userId, orderId, idempotency }) =>
    idempotency ? [{ userId, orderId, ...idempotency }] : [],
  )

/** Sends what writes them. No promise but an exception where that cannot be made: COMMIT must not follow then. */
function write(tx: Tx, granted: Granted[], orders: Order[], currency: string): Promise<unknown> | undefined {
  if (granted.length === 0) return undefined
  const lines = granted.flatMap(({ orderId, granted }) =>
    granted.map((line, position) => ({ ...line, orderId, position })),
  )
  const events = granted.map(({ orderId, userId, requestId, traceparent }, i) => ({
    topic: 'order-placed' as const,
    key: orderId,
    sequence: 1,
    payload: orderEvent(orders[i] as Order, userId),
    requestId,
    traceparent,
  }))
  return Promise.all([
    writtenOrders(
      tx,
      granted.map((order) => ({ ...order, id: order.orderId })),
      lines,
      currency,
    ),
    appendEvents(tx, events),
  ])
}

function placedView(order: Granted, placedAt: Date, currency: string) {
  return orderView({
    id: order.orderId,
    number: order.number,
    user_id: order.userId,
    contact_email: '',
    contact_name: '',
    status: 'placed',
    version: 1,
    items_total_minor: order.totalMinor,
    adjustments: [],
    total_minor: order.totalMinor,
    currency,
    shipping_address: order.shippingAddress,
    note: order.note,
    placed_at: placedAt,
    lines: order.granted,
    history: [{ status: 'placed', at: placedAt.toISOString() }],
  })
}

function refusal(decision: Refused, currency: string): AppError {
  if (decision.refused === 'cart_empty')
    return invalid('cart_empty', 'Your cart is empty: put something into it first.')
  if (decision.refused === 'out_of_stock') {
    const names = decision.lines.map(({ name, available }) => `${name} (${available} left)`).join(', ')
    return conflict(
      'out_of_stock',
      `There is not enough of ${names}. Lower the quantity or take it out, then order again.`,
      { lines: decision.lines },
    )
  }
  const totalAmount = formatMinor(decision.totalMinor, currencyDigits(currency))
  return conflict(
    'price_changed',
    `Prices have changed: the total is now ${totalAmount} ${currency}. Look at the cart, then order again.`,
    {
      totalAmount,
      currency,
    },
  )
}

const keyReused = () =>
  new AppError(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key has placed another order already: send a new key with a new order.',
  )

/** `orderId` is new, made by the caller; `requestHash` is over the request's body. */
export type Attempt = {
  orderId: string
  userId: string
  expectedTotalMinor: number | null
  shippingAddress: ShippingAddress | null
  note: string | null
  idempotency: { key: string; requestHash: Buffer } | null
  requestId: string | null
  traceparent?: string | undefined
}

type Granted = Attempt & { number: string; granted: LockedLine[]; totalMinor: number }
type Refused = Extract<Decision, { refused: string }>
