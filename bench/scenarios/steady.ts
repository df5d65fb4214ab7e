import { bySecond, offer, tally } from '../lib/offer.ts'
import { type Chart, judge } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import type { Options } from './options.ts'
import { crowd, roundOf } from './orders.ts'

/** Orders at 80 % of what the crowd placed at once just before, by many more people, who come when they come. */
export const orderSteady = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { ...crowd, buyers: 2_000 }, async (stage) => {
    const { productIds } = stage
    const errand = { productIds, seconds, places: true, buyers: crowd.buyers }
    await stage.warmUp(errand)
    const refusals = ['add 503', 'place 503', 'place 400']
    const p99 = { add: [] as number[], place: [] as number[] }
    const shares: number[] = []
    const charts: Chart[] = []
    for (let i = 0; i < rounds; i++) {
      const peak = roundOf('order-steady', await stage.shopFor(errand, refusals)).perSecond
      await stage.drained()
      const order = { name: 'order', does: 'order' as const, tokens: stage.tokens, productIds }
      const seen = await offer({ url: shop.url, seconds, streams: [{ ...order, perSecond: 0.8 * peak }] })
      const [add, place, whole] = [tally(seen['order: add']), tally(seen['order: place']), tally(seen.order)]
      console.log(
        `order-steady: ${(whole.good / seconds).toFixed(0)}/s of ${(0.8 * peak).toFixed(0)}; p99 of an addition ` +
          `${add.done.p99.toFixed(1)} ms, of placing ${place.done.p99.toFixed(1)} ms, of both ${whole.done.p99.toFixed(1)} ms; ` +
          `${whole.refused} refused, others ${JSON.stringify(whole.others)}`,
      )
      p99.add.push(add.done.p99)
      p99.place.push(place.done.p99)
      shares.push(whole.good / whole.offered)
      const points = (pick: (one: ReturnType<typeof bySecond>[number]) => number) =>
        bySecond(seen['order: place']).map((one) => [one.second, pick(one)] as [number, number])
      charts.push({
        title: `Placing an order at 80 % of the peak, round ${i + 1}`,
        x: 'second',
        y: 'ms',
        series: [
          { name: 'p50', points: points(({ done }) => done.p50) },
          { name: 'p99', points: points(({ done }) => done.p99) },
        ],
      })
      await stage.drained()
    }
    return {
      results: [
        judge('order-steady', 'p99 of an addition at 80 % of the peak', p99.add, { below: 150, unit: ' ms' }),
        judge('order-steady', 'p99 of placing at 80 % of the peak', p99.place, { below: 150, unit: ' ms' }),
        judge('order-steady', 'orders placed of those wanted', shares, { atLeast: 0.99 }),
      ],
      charts: charts.slice(-1),
    }
  })
