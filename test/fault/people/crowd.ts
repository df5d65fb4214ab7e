import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from '../../../contracts/orders.ts'
import { slack } from '../claims.ts'
import { createAdmin } from './admin.ts'
import { createBuyer } from './buyer.ts'
import { type Customer, register } from './customer.ts'
import type { Journal } from './journal.ts'
import { childOf, type Random } from './random.ts'
import { createReader } from './reader.ts'
import type { Shop } from './shop.ts'

/**
 * Everybody who uses the shop during a run: buyers, one admin, readers of the catalogue, and newcomers who register one
 * after the other.
 */
export async function openCrowd(shop: Shop, journal: Journal, sizes: CrowdSizes) {
  const { products } = sizes
  const customers: Customer[] = []
  for (let number = 0; number < sizes.buyers; number += arrivingAtOnce) {
    const arriving = Array.from({ length: Math.min(arrivingAtOnce, sizes.buyers - number) }, (_, i) =>
      register(shop, journal, `buyer-${number + i}`),
    )
    customers.push(...(await Promise.all(arriving)))
  }
  const buyers = customers.map((customer) => createBuyer(shop, journal, customer))
  const admin = createAdmin(shop, journal)
  const readers = Array.from({ length: sizes.readers }, () => createReader(shop, journal))
  let newcomers = 0
  let closing: AbortController | undefined
  /** Who is about their business. */
  const busy = new Set<string>()
  let business: Promise<void>[] = []

  async function welcome(stop: AbortSignal) {
    while (!stop.aborted) {
      await register(shop, journal, `newcomer-${newcomers++}`, newcomers % 2 === 0)
      await sleep(1_000, undefined, { signal: stop }).catch(() => {})
    }
  }

  async function follow(who: string, work: Promise<void>) {
    busy.add(who)
    await work
    busy.delete(who)
  }

  return {
    /** Lets everybody go about their business, each with a generator of their own. */
    open(random: Random) {
      closing = new AbortController()
      const { signal } = closing
      business = [
        ...buyers.map((buyer, i) => follow(`buyer-${i}`, buyer.shop(childOf(random), sizes, signal))),
        ...readers.map((reader, i) =>
          follow(`reader-${i}`, reader.browse(childOf(random), products, signal)),
        ),
        follow('the admin', admin.work(childOf(random), products, signal)),
        ...(sizes.newcomers ? [follow('a newcomer', welcome(signal))] : []),
      ]
      // Whoever fails meanwhile is told of by close().
      for (const one of business) one.catch(() => {})
    },
    /**
     * Sends everybody home once they know what became of all they asked for (I11).
     * @throws the names of those who do not within `settlingMs`.
     */
    async close() {
      closing?.abort()
      const given = AbortSignal.timeout(settlingMs)
      const patience = new Promise<never>((_, reject) => {
        given.addEventListener('abort', () =>
          reject(new Error(`I11: ${[...busy].join(', ')} did not come to the end of what they asked for`)),
        )
      })
      await Promise.race([Promise.all(business), patience])
      await settle(journal, buyers)
    },
  }
}

/**
 * Asks once more for what was refused after a try that nobody knew the end of: that one may have been carried out since.
 */
async function settle(journal: Journal, buyers: { customer: Customer }[]) {
  const callers = new Map(buyers.map(({ customer }) => [customer.id, customer.call]))
  const open = journal.attempts.filter(
    ({ unknown, orders, settled }) => settled && unknown && orders.length === 0,
  )
  for (const attempt of open) {
    const headers = { 'idempotency-key': attempt.key }
    const answer = await callers.get(attempt.userId)?.<Order>('POST /products/placeorder', { headers })
    if (answer?.outcome === 'done') attempt.orders.push(answer.body)
    if (answer?.outcome !== 'unknown') attempt.unknown = false
  }
}

const arrivingAtOnce = 10
/** A minute, and more on a busy machine. */
export const settlingMs = 60_000 * slack

/** `restMs`: how long a buyer rests after an order, on average. `products`: the favourite first. */
export type CrowdSizes = {
  buyers: number
  readers: number
  newcomers: boolean
  products: string[]
  restMs: number
}
export type Crowd = Awaited<ReturnType<typeof openCrowd>>
