import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitForMail } from './mails.ts'
import { createVisitor } from './visitor.ts'

/**
 * The main job as a shopper and the admin do it, one step a line. Each step returns a few words on what it saw and
 * throws a sentence when that is not what the contract promises.
 */
export function mainJob({ shop, mailbox, admin, mailWithinMs }: SmokeOptions): Step[] {
  const shopper = createVisitor(shop)
  const owner = createVisitor(shop)
  const email = `smoke-${randomBytes(6).toString('hex')}@example.com`
  const password = randomBytes(18).toString('base64url')
  let ordersBefore = 0
  let placedAt = 0
  let chosen: Product[] = []
  let cart: Totals
  let order: Totals & { id: string; number: string }

  return [
    ['The shop is ready', async () => (await shopper.ask<{ status: string }>('GET /readyz')).status],
    [
      'The admin signs in',
      async () => {
        const { token, user } = await owner.ask<SignedIn>('POST /api/userLogin', { body: admin })
        owner.useToken(token)
        expect(user.role === 'admin', `${admin.email} is ${user.role}, not admin`)
        ordersBefore = (await owner.ask<Total>('GET /stats/totalorders')).total
        return `${ordersBefore} orders so far`
      },
    ],
    [
      'A shopper registers',
      async () => {
        await shopper.ask('POST /api/userRegister', {
          body: { name: 'Smoke Test', email, password },
          expect: 202,
        })
        return email
      },
    ],
    [
      'The code is in the mailbox, and verifies',
      async () => {
        const mail = await waitForMail(mailbox, email, /\b\d{6}\b/)
        const [otp] = /\b\d{6}\b/.exec(mail.text) ?? /\b\d{6}\b/.exec(mail.subject) ?? []
        const { token, user } = await shopper.ask<SignedIn>('POST /api/verify-otp', { body: { email, otp } })
        shopper.useToken(token)
        expect(user.email === email, `the account has the address ${user.email}`)
        return `"${mail.subject}"`
      },
    ],
    [
      'The shopper browses',
      async () => {
        const { items: categories } = await shopper.ask<List<{ slug: string }>>('GET /products/categories')
        const { items, total } = await shopper.ask<List<Product>>('GET /products?limit=100')
        chosen = items.filter(({ stock }) => stock >= 2).slice(0, 2)
        const [first] = chosen
        if (!first) throw new Error('No product has two units in stock: seed the shop or add stock.')
        const found = await shopper.ask<List<Product>>(`GET /products?q=${encodeURIComponent(first.name)}`)
        expect(
          found.items.some(({ id }) => id === first.id),
          `searching "${first.name}" does not find it`,
        )
        expect(
          (await shopper.ask<Product>(`GET /products/${first.slug}`)).id === first.id,
          `${first.slug} is another product`,
        )
        return `${total} products in ${categories.length} categories`
      },
    ],
    [
      'The shopper fills the cart',
      async () => {
        for (const [index, { id }] of chosen.entries()) {
          await shopper.ask('POST /products/addtocart', { body: { productId: id, quantity: 2 - index } })
        }
        cart = await shopper.ask<Totals>('GET /products/cartitems')
        const wanted = chosen.reduce((sum, { price }, index) => sum + minor(price) * (2 - index), 0)
        expect(
          minor(cart.totalAmount) === wanted,
          `the cart's total is ${cart.totalAmount}, the prices say ${wanted} minor units`,
        )
        return `${cart.totalAmount} ${cart.currency}`
      },
    ],
    [
      'The shopper places the order, twice with one key',
      async () => {
        const place = () =>
          shopper.ask<typeof order>('POST /products/placeorder', {
            body: { expectedTotal: cart.totalAmount },
            headers: { 'idempotency-key': `smoke-${email}` },
          })
        order = await place()
        placedAt = Date.now()
        expect((await place()).id === order.id, 'the same key made a second order')
        expect(order.totalAmount === cart.totalAmount, `the order's total is ${order.totalAmount}`)
        return order.number
      },
    ],
    [
      'The confirmation is in the mailbox',
      async () => {
        const mail = await waitForMail(mailbox, email, new RegExp(order.number))
        const lateMs = Date.now() - placedAt
        const text = mail.text.replace(/(\d),(?=\d{3})/g, '$1')
        expect(text.includes(order.totalAmount), `the mail does not name the total ${order.totalAmount}`)
        expect(
          lateMs <= mailWithinMs,
          `the mail came ${lateMs} ms after the order, ${mailWithinMs} ms are allowed (--mail-within)`,
        )
        return `"${mail.subject}"`
      },
    ],
    [
      'The order is in the list, the cart empty',
      async () => {
        const { items } = await shopper.ask<List<{ id: string }>>('GET /products/orders')
        expect(
          items.some(({ id }) => id === order.id),
          'the order is not in the list',
        )
        expect(
          (await shopper.ask<Totals>('GET /products/cartitems')).items.length === 0,
          'the cart still has items',
        )
        return `${items.length} order`
      },
    ],
    [
      'The statistics count it',
      async () => {
        const deadline = Date.now() + 5_000
        const count = async () => (await owner.ask<Total>('GET /stats/totalorders')).total
        let total = await count()
        while (total <= ordersBefore) {
          expect(Date.now() < deadline, `/stats/totalorders is still ${total} five seconds after the order`)
          await sleep(50)
          total = await count()
        }
        await owner.ask('GET /stats/overview')
        return `${total} orders`
      },
    ],
    [
      'The shopper signs out, and is out',
      async () => {
        await shopper.ask('POST /api/logout', { expect: 204 })
        await shopper.ask('POST /api/refresh', { expect: 401 })
        await sleep(1_000) // the contract's time for a logout to reach every node
        await shopper.ask('GET /api/me', { expect: 401 })
        return ''
      },
    ],
  ]
}

function expect(fact: boolean, otherwise: string): void {
  if (!fact) throw new Error(otherwise)
}

/** Decimal strings compared as whole minor units: no floats near money. */
function minor(amount: string): number {
  return Number(amount.replace('.', ''))
}

export type Step = [name: string, run: () => Promise<string>]
export type SmokeOptions = {
  shop: string
  mailbox: string
  admin: { email: string; password: string }
  mailWithinMs: number
}
type SignedIn = { token: string; user: { email: string; role: string } }
type Product = { id: string; slug: string; name: string; price: string; stock: number }
type Totals = { items: unknown[]; totalAmount: string; currency: string }
type List<T> = { items: T[]; total?: number }
type Total = { total: number }
