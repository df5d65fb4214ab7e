import { judge, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import type { Options } from './options.ts'
import { roundOf } from './orders.ts'

/** One buyer on an idle shop: the time from sending placeorder to its answer, which waits for the durable commit. */
export const order = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 1, products: 1 }, async ({ productIds, shopFor }) => {
    const all: Round[] = []
    for (let i = 0; i <= rounds; i++) {
      const round = roundOf('order', await shopFor({ productIds, seconds, places: true }))
      tell(round)
      // The first round warms up.
      if (i > 0) all.push(round)
    }
    const p50 = all.map(({ percentiles }) => percentiles.p50)
    return {
      results: [judge('order', 'p50 of placing an order on an idle shop', p50, { below: 15, unit: ' ms' })],
      rounds: all,
    }
  })
