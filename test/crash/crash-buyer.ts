import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from '../../contracts/orders.ts'
import { waitForMail } from '../../server/smoke/mails.ts'
import { createVisitor } from '../../server/smoke/visitor.ts'
import { createClient } from './client.ts'
import type { Installation } from './installation.ts'

/** One placement as its buyer knows it: every answer that its key brought. Without one, it was refused. */
export type Attempt = { key: string; orders: Order[] }

/** A customer who registered with the code from the mailbox. `random` makes the choices, so that a seed repeats them. */
export async function registerBuyer(shop: Installation, number: number, random: () => number) {
  const visitor = createVisitor(shop.url)
  const email = `buyer-${number}@example.com`
  const password = randomUUID()
  await visitor.ask('POST /api/userRegister', { body: { name: 'Ada', email, password }, expect: 202 })
  const [otp] = /\b\d{6}\b/.exec((await waitForMail(shop.mailboxUrl, email, /\b\d{6}\b/)).text) ?? []
  const { token } = await visitor.ask<{ token: string }>('POST /api/verify-otp', { body: { email, otp } })
  const call = createClient(shop.url, token)
  const attempts: Attempt[] = []
  const cancelled: string[] = []
  const cartsLeftFull: string[] = []

  /** Sends it until it is known what became of it, and sometimes twice at once, as an impatient finger does. */
  async function place(attempt: Attempt) {
    for (;;) {
      const once = () =>
        call<Order>('POST /products/placeorder', undefined, { 'idempotency-key': attempt.key })
      const answers = await Promise.all(random() < 0.2 ? [once(), once()] : [once()])
      attempt.orders.push(...answers.filter(({ outcome }) => outcome === 'done').map(({ body }) => body))
      if (answers.every(({ outcome }) => outcome !== 'unknown')) return
      await sleep(100)
    }
  }

  async function cancel(orderId: string) {
    for (;;) {
      const { outcome, status } = await call(`POST /products/orders/${orderId}/cancellation`)
      if (outcome === 'done') cancelled.push(orderId)
      // After an attempt that nobody knew the end of, 409 says that it is cancelled already, or that it was shipped.
      if (outcome !== 'unknown' && status !== 503) return
      await sleep(100)
    }
  }

  return {
    call,
    attempts,
    cancelled,
    /** Orders after which the cart was not empty. */
    cartsLeftFull,
    /** Shops until told, and then until nothing is unknown. */
    async shop(products: string[], stop: AbortSignal) {
      while (!stop.aborted) {
        const basket = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
          productId: products[Math.floor(random() * products.length)],
          quantity: 1 + Math.floor(random() * 2),
        }))
        for (const line of basket) await call('POST /products/addtocart', line)
        const attempt: Attempt = { key: `${number}-${attempts.length}`, orders: [] }
        attempts.push(attempt)
        await place(attempt)
        const [order] = attempt.orders
        if (order) {
          const cart = await call<{ items: unknown[] }>('GET /products/cartitems')
          if (cart.outcome === 'done' && cart.body.items.length > 0) cartsLeftFull.push(order.id)
          if (random() < 0.25) await cancel(order.id)
        }
        await sleep(200 + random() * 500)
      }
    },
  }
}

export type CrashBuyer = Awaited<ReturnType<typeof registerBuyer>>
