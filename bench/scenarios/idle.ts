import { offer, tally } from '../lib/offer.ts'
import type { Sample } from '../lib/open-loop.ts'
import { judge, type Result } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import type { Options } from './options.ts'

const [hits, misses, orders] = ['catalogue hit', 'catalogue miss', 'order']

/** A few people on an idle shop: how long the slowest hundredth of them waits. */
export const idle = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 100, products: 5_000 }, async (stage) => {
    const paths = stage.productIds.map((id) => `/products/${id}`)
    const tokens = stage.tokens()
    const p99: Record<string, number[]> = {}
    const seenWith = (perSecond: { hits: number; misses: number; orders: number }) =>
      offer({
        url: shop.url,
        seconds,
        streams: [
          { name: hits, does: 'read', perSecond: perSecond.hits, paths: ['/products'] },
          // Each page once.
          {
            name: misses,
            does: 'read',
            perSecond: perSecond.misses,
            paths: paths.splice(0, 2 * perSecond.misses * seconds),
          },
          {
            name: orders,
            does: 'order',
            perSecond: perSecond.orders,
            tokens,
            productIds: stage.productIds.slice(-50),
          },
        ],
      })
    // Idle, but not new: what four nodes do for the first hundred times they are still compiling.
    await seenWith({ hits: 1_000, misses: 40, orders: 40 })
    await stage.settled()
    for (let i = 0; i < rounds; i++) {
      const seen = await seenWith({ hits: 40, misses: 10, orders: 10 })
      const told = Object.entries({
        [hits]: only('hit', seen[hits]),
        [misses]: only('miss', seen[misses]),
        [orders]: seen[`${orders}: place`],
      }).map(([name, samples]) => {
        const { offered, others, done } = tally(samples)
        if (offered === 0 || Object.keys(others).length > 0)
          throw new Error(`${name}: ${offered} asked for, ${JSON.stringify(others)}`)
        p99[name] = [...(p99[name] ?? []), done.p99]
        return `${name} p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms`
      })
      console.log(`idle: ${told.join('; ')}`)
    }
    const line = (name: string, below: number): Result =>
      judge('idle', `p99 of a ${name}`.replace('a order', 'an order'), p99[name] ?? [], {
        below,
        unit: ' ms',
      })
    return { results: [line(hits, 5), line(misses, 50), line(orders, 200)] }
  })

const only = (state: string, samples: Sample[] = []) => samples.filter(({ cache }) => cache === state)
