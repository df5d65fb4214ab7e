import { setTimeout as sleep } from 'node:timers/promises'
import type { OrderStatus } from '../../contracts/orders.ts'
import { createVisitor } from '../../server/smoke/visitor.ts'
import { createClient } from './client.ts'
import type { Installation } from './installation.ts'

/** The admin, who puts goods into stock, describes them anew and moves orders on, without care for what falls. */
export async function signInAdmin(shop: Installation, password: string, random: () => number) {
  const credentials = { email: 'admin@tradewind.example', password }
  const { token } = await createVisitor(shop.url).ask<{ token: string }>('POST /api/userLogin', {
    body: credentials,
  })
  const call = createClient(shop.url, token)
  const moves: { orderId: string; to: OrderStatus }[] = []
  const described = new Map<string, { version: number; description: string }>()
  const restocked = { done: 0, unknown: 0 }

  async function moveOrders() {
    const { body, outcome } = await call<{ items: { id: string; status: OrderStatus }[] }>(
      'GET /api/admin/orders?limit=20',
    )
    if (outcome !== 'done') return
    const one = body.items[Math.floor(random() * body.items.length)]
    const to = one && next[one.status]
    if (!to) return
    const moved = await call(`POST /api/admin/orders/${one.id}/status`, { status: to })
    if (moved.outcome === 'done') moves.push({ orderId: one.id, to })
  }

  async function describe(productId: string, description: string) {
    const found = await call<{ version: number }>(`GET /products/${productId}`)
    if (found.outcome !== 'done') return
    const headers = { 'if-match': `"${found.body.version}"` }
    const made = await call<{ version: number }>(`PATCH /products/${productId}`, { description }, headers)
    if (made.outcome === 'done') described.set(productId, { version: made.body.version, description })
  }

  async function restock(productId: string) {
    const { outcome } = await call(`POST /products/${productId}/stock`, { delta: 5, reason: 'restock' })
    if (outcome !== 'refused') restocked[outcome] += 5
  }

  return {
    moves,
    described,
    /** Units put into stock for certain, and those of which nobody knows. */
    restocked,
    async work(products: string[], stop: AbortSignal) {
      for (let round = 0; !stop.aborted; round++) {
        const productId = products[Math.floor(random() * products.length)] as string
        await moveOrders()
        await describe(productId, `In words of round ${round}`)
        await restock(productId)
        await sleep(100 + random() * 200)
      }
    },
  }
}

const next: Partial<Record<OrderStatus, OrderStatus>> = {
  placed: 'paid',
  paid: 'shipped',
  shipped: 'delivered',
}
