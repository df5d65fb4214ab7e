import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from '../../../contracts/orders.ts'
import type { Customer } from './customer.ts'
import { type Attempt, type Journal, look } from './journal.ts'
import { favourite, oneOf, type Random } from './random.ts'
import type { Shop } from './shop.ts'

/**
 * A customer who fills a cart, orders it until it is known what became of that, looks at the order on another node, and
 * changes their mind now and then.
 */
export function createBuyer(shop: Shop, journal: Journal, customer: Customer) {
  const { call } = customer
  let rounds = 0
  /** Whether nobody can tell what is in the cart: something of an earlier round may still come in. */
  let uncertainUntil = 0
  let cartIsDirty = false

  /** Sends it until it is known what became of it. */
  async function place(attempt: Attempt, isImpatient: boolean, isStopped: () => boolean) {
    for (let tries = 0; ; tries++) {
      const headers = { 'idempotency-key': attempt.key }
      const once = () => call<Order>('POST /products/placeorder', { headers })
      const answers = await Promise.all(isImpatient && tries === 0 ? [once(), once()] : [once()])
      for (const { outcome, body } of answers) if (outcome === 'done') attempt.orders.push(body)
      attempt.unknown ||= answers.some(({ outcome }) => outcome === 'unknown')
      attempt.settled = answers.every(({ outcome }) => outcome !== 'unknown')
      if (attempt.settled && (attempt.orders.length > 0 || answers.every(isFinal))) return
      if (attempt.settled && isStopped()) return
      await sleep(250)
    }
  }

  /** I10: the order is what was in the cart, and the cart is empty. */
  async function compareWithCart(basket: Basket, order: Order) {
    const asked = new Map<string, number>()
    for (const { productId, quantity } of basket) asked.set(productId, (asked.get(productId) ?? 0) + quantity)
    const bought = order.items.map(({ productId, quantity }) => `${productId} ${quantity}`).sort()
    const wanted = [...asked].map(([productId, quantity]) => `${productId} ${quantity}`).sort()
    look(journal, 'I10', `${bought}` !== `${wanted}` && `order ${order.id} is of ${bought}, not of ${wanted}`)
    const cart = await call<{ items: unknown[] }>('GET /products/cartitems')
    if (cart.outcome !== 'done') return
    look(
      journal,
      'I10',
      cart.body.items.length > 0 && `order ${order.id} left ${cart.body.items.length} lines in the cart`,
    )
  }

  /** I21: whoever was told of an order can read it at once, on any node. */
  async function readBack(order: Order, node: string) {
    const { status, outcome, body } = await call<Order>(`GET /products/orders/${order.id}`, { at: node })
    if (outcome === 'unknown' || status === 503 || status === 401) return
    look(
      journal,
      'I21',
      body.number !== order.number && `order ${order.id} was answered with ${status} on ${node}`,
    )
  }

  async function cancel(orderId: string, isStopped: () => boolean) {
    for (;;) {
      const { outcome, status } = await call(`POST /products/orders/${orderId}/cancellation`)
      if (outcome === 'done') journal.cancelled.push(orderId)
      // After an attempt that nobody knew the end of, 409 says that it is cancelled already, or that it was shipped.
      if (outcome !== 'unknown' && (status !== 503 || isStopped())) return
      await sleep(250)
    }
  }

  async function round(products: string[], plan: Plan, isStopped: () => boolean) {
    await customer.stay()
    if (cartIsDirty) {
      if ((await call('DELETE /products/cartitems')).outcome !== 'done') return
      cartIsDirty = false
    }
    const basket = plan.picks.map(({ pick, quantity }) => ({
      productId: favourite(products, pick),
      quantity,
    }))
    for (const line of basket) {
      const { outcome } = await call('POST /products/addtocart', { body: line })
      if (outcome === 'unknown') uncertainUntil = performance.now() + uncertainMs
      if (outcome !== 'done') cartIsDirty = true
    }
    const attempt = newAttempt(`${customer.email} ${rounds}`, customer.id)
    journal.attempts.push(attempt)
    await place(attempt, plan.isImpatient, isStopped)
    const [order] = attempt.orders
    if (!order || attempt.unknown)
      uncertainUntil = Math.max(uncertainUntil, attempt.unknown ? performance.now() + uncertainMs : 0)
    if (!order) {
      cartIsDirty = true
      return
    }
    if (!cartIsDirty && performance.now() > uncertainUntil) await compareWithCart(basket, order)
    await readBack(order, oneOf(shop.nodes, plan.node))
    if (plan.changesMind) await cancel(order.id, isStopped)
  }

  return {
    customer,
    /**
     * Shops until told, and then until nothing is unknown. `random` makes the choices, all of a round before its first
     * request, so that a seed repeats them whatever the shop answers.
     */
    async shop(random: Random, { products, restMs }: Habits, stop: AbortSignal) {
      while (!stop.aborted) {
        const plan = planned(random)
        await round(products, plan, () => stop.aborted)
        rounds++
        await sleep(plan.pause * restMs, undefined, { signal: stop }).catch(() => {})
      }
    },
  }
}

/** An attempt of which nothing is known yet. */
export const newAttempt = (key: string, userId: string): Attempt => ({
  key,
  userId,
  begunAt: performance.now(),
  orders: [],
  unknown: false,
  settled: false,
})

/** A busy shop did nothing, and wants to be asked again; any other refusal stays one. */
const isFinal = ({ outcome, status }: { outcome: string; status: number }) =>
  outcome === 'done' || (status !== 503 && status !== 429)

/** What was sent and not answered may still be carried out, for as long as a node that was frozen may stay so. */
const uncertainMs = 40_000

function planned(random: Random) {
  const numbers = Array.from({ length: 12 }, random)
  const [size = 0, impatience = 0, mind = 0, pause = 0, node = 0, ...rest] = numbers
  return {
    picks: Array.from({ length: 1 + Math.floor(size * 3) }, (_, line) => ({
      pick: () => rest[2 * line] as number,
      quantity: 1 + Math.floor((rest[2 * line + 1] as number) * 2),
    })),
    isImpatient: impatience < 0.15,
    changesMind: mind < 0.2,
    pause: 2 * pause,
    node: () => node,
  }
}

type Plan = ReturnType<typeof planned>
type Habits = { products: string[]; restMs: number }
type Basket = { productId: string; quantity: number }[]
