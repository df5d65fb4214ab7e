import { setTimeout as sleep } from 'node:timers/promises'
import type { OrderStatus } from '../../../contracts/orders.ts'
import { createCaller } from './caller.ts'
import type { Journal } from './journal.ts'
import { oneOf, type Random } from './random.ts'
import type { Shop } from './shop.ts'

/** The admin, who describes and prices goods anew, puts them into stock and moves orders on, without care for what falls. */
export function createAdmin(shop: Shop, journal: Journal) {
  const caller = createCaller(shop, journal)
  const { call } = caller
  let expiresAt = 0

  async function stay() {
    if (expiresAt - Date.now() > 5 * 60_000) return true
    const { body, outcome } = await call<{ token: string; expiresAt: string }>('POST /api/userLogin', {
      body: shop.admin,
    })
    if (outcome === 'done') [caller.token, expiresAt] = [body.token, Date.parse(body.expiresAt)]
    return outcome === 'done'
  }

  async function moveOrder(pick: Random) {
    const found = await call<{ items: { id: string; status: OrderStatus }[] }>(
      'GET /api/admin/orders?limit=20',
    )
    if (found.outcome !== 'done') return
    const order = oneOf(found.body.items, pick)
    const to = order && next[order.status]
    if (!to) return
    const moved = await call(`POST /api/admin/orders/${order.id}/status`, { body: { status: to } })
    if (moved.outcome === 'done') journal.moves.push({ orderId: order.id, to })
  }

  /** Prices are never the same twice, so that an order tells which one it was charged. */
  async function edit(productId: string, change: { price?: string; description?: string }) {
    const found = await call<{ version: number }>(`GET /products/${productId}`)
    if (found.outcome !== 'done') return
    const headers = { 'if-match': `"${found.body.version}"` }
    const begunAt = performance.now()
    const made = await call<{ version: number }>(`PATCH /products/${productId}`, { body: change, headers })
    if (made.outcome === 'refused') return
    const version = made.outcome === 'done' ? { version: made.body.version } : {}
    journal.edits.push({ productId, begunAt, toldAt: performance.now(), ...version, ...change })
  }

  async function restock(productId: string, word: string, units: number) {
    const body = { delta: units, reason: word }
    const { outcome } = await call(`POST /products/${productId}/stock`, { body })
    journal.restocks.push({ productId, units, word, outcome })
  }

  return {
    async work(random: Random, products: string[], stop: AbortSignal) {
      while (!stop.aborted) {
        const [which = 0, what = 0, order = 0, pause = 0] = Array.from({ length: 4 }, random)
        const productId = oneOf(products, () => which)
        const number = edits++
        if (!(await stay())) await sleep(200)
        else if (what < 0.35) await edit(productId, { price: (5 + number / 100).toFixed(2) })
        else if (what < 0.5) await edit(productId, { description: `In words of change ${number}` })
        else if (what < 0.7) await restock(productId, `delivery ${number}`, 5)
        else await moveOrder(() => order)
        await sleep(100 + pause * 300, undefined, { signal: stop }).catch(() => {})
      }
    },
  }
}

/** One count for all admins of a process, so that no price is set twice. */
let edits = 0

const next: Partial<Record<OrderStatus, OrderStatus>> = {
  placed: 'paid',
  paid: 'shipped',
  shipped: 'delivered',
}
