import { offer, tally } from '../lib/offer.ts'
import type { Sample, Seen, Stream } from '../lib/open-loop.ts'
import { judge, type Result } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import type { Options } from './options.ts'

const [hits, misses, orders] = ['catalogue hit', 'catalogue miss', 'order'] as const

/** A few people on an idle shop: how long the slowest hundredth of them waits. */
export const idle = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 100, products: 5_000 }, async (stage) => {
    const paths = stage.productIds.map((id) => `/products/${id}`)
    const streams = {
      [hits]: (perSecond: number) => ({ name: hits, does: 'read', perSecond, paths: ['/products'] }),
      // Each page once.
      [misses]: (perSecond: number) => ({
        name: misses,
        does: 'read',
        perSecond,
        paths: paths.splice(0, 2 * perSecond * seconds),
      }),
      [orders]: (perSecond: number) => ({
        name: orders,
        does: 'order',
        perSecond,
        tokens: stage.tokens(),
        productIds: stage.productIds.slice(-50),
      }),
    } satisfies Record<string, (perSecond: number) => Stream>
    const seenWith = (asked: Stream[]) => offer({ url: shop.url, seconds, streams: asked, connections: 20 })
    // Idle, but not new: what four nodes do for the first hundred times they are still compiling.
    await seenWith([streams[hits](1_000), streams[misses](40), streams[orders](40)])
    const p99: Record<string, number[]> = { [hits]: [], [misses]: [], [orders]: [] }
    for (let i = 0; i < rounds; i++) {
      // One after the other: beside orders and what follows them the stack would not be idle.
      const told: string[] = []
      for (const [name, perSecond] of [
        [hits, 100],
        [misses, 10],
        [orders, 10],
      ] as const) {
        await stage.settled()
        const seen = await seenWith([streams[name](perSecond)])
        const { offered, others, done } = tally(samplesOf[name](seen))
        if (offered === 0 || Object.keys(others).length > 0)
          throw new Error(`${name}: ${offered} asked for, ${JSON.stringify(others)}`)
        p99[name]?.push(done.p99)
        told.push(`${name} p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms`)
      }
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
const samplesOf = {
  [hits]: (seen: Seen) => only('hit', seen[hits]),
  [misses]: (seen: Seen) => only('miss', seen[misses]),
  [orders]: (seen: Seen) => seen[`${orders}: place`],
}
