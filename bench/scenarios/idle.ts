import { offer, tally } from '../lib/offer.ts'
import type { Sample, Seen, Stream } from '../lib/open-loop.ts'
import { judge } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import type { Options } from './options.ts'

/** A few people on an idle shop: how long the slowest hundredth of them waits. */
export const idle = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 100, products: 5_000 }, async (stage) => {
    const paths = stage.productIds.map((id) => `/products/${id}`)
    const visits: Visit[] = [
      {
        what: 'a catalogue hit',
        below: 5,
        perSecond: { warm: 1_000, idle: 100 },
        streamAt: (perSecond) => ({ name: 'hits', does: 'read', perSecond, paths: ['/products'] }),
        samplesOf: ({ hits = [] }) => hits.filter(({ cache }) => cache === 'hit'),
      },
      {
        what: 'a catalogue miss',
        below: 50,
        perSecond: { warm: 40, idle: 10 },
        // Each page once.
        streamAt: (perSecond) => ({
          name: 'misses',
          does: 'read',
          perSecond,
          paths: paths.splice(0, 2 * perSecond * seconds),
        }),
        samplesOf: ({ misses = [] }) => misses.filter(({ cache }) => cache === 'miss'),
      },
      {
        what: 'an order',
        below: 200,
        perSecond: { warm: 40, idle: 10 },
        streamAt: (perSecond) => ({
          name: 'orders',
          does: 'order',
          perSecond,
          tokens: stage.tokens,
          productIds: stage.productIds.slice(-50),
        }),
        samplesOf: (seen) => seen['orders: place'] ?? [],
      },
    ]
    const seenWith = (streams: Stream[]) =>
      offer({ url: shop.url, seconds, streams, connections: 20 }, { isPunctual: true })
    // Idle, but not new: what four nodes do for the first hundred times they are still compiling.
    await seenWith(visits.map(({ streamAt, perSecond }) => streamAt(perSecond.warm)))
    const p99s = new Map(visits.map(({ what }) => [what, [] as number[]]))
    for (let i = 0; i < rounds; i++) {
      // One after the other: beside orders and what follows them the stack would not be idle.
      const told: string[] = []
      for (const { what, perSecond, streamAt, samplesOf } of visits) {
        await stage.settled()
        const { offered, others, done } = tally(samplesOf(await seenWith([streamAt(perSecond.idle)])))
        if (offered === 0 || Object.keys(others).length > 0)
          throw new Error(`${what}: ${offered} asked for, ${JSON.stringify(others)}`)
        p99s.get(what)?.push(done.p99)
        told.push(`${what} p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms`)
      }
      console.log(`idle: ${told.join('; ')}`)
    }
    return {
      results: visits.map(({ what, below }) =>
        judge('idle', `p99 of ${what}`, p99s.get(what) ?? [], { below, unit: ' ms' }),
      ),
    }
  })

type Visit = {
  what: string
  /** Milliseconds that its p99 must stay below. */
  below: number
  perSecond: { warm: number; idle: number }
  streamAt: (perSecond: number) => Stream
  samplesOf: (seen: Seen) => Sample[]
}
