import { setTimeout as sleep } from 'node:timers/promises'
import { offer, tally } from '../../lib/offer.ts'
import type { Offer, Stream } from '../../lib/open-loop.ts'
import type { Series } from '../../lib/result.ts'

/**
 * O1, the capacity G: the most that is done well within a second, with a p99 of at most 500 ms. The load is doubled until
 * the shop does not follow, then raised in smaller steps from where it still did, until it does not follow two in a row: one
 * alone may be a hiccup of the machine. In steps shorter than 5 s what follows an order would still rest.
 */
export async function capacityOf(to: To, streamAt: (perSecond: number) => Stream, from: number, seconds = 5) {
  const steps: Step[] = []
  let [best, factor, failures] = [from, 2, 0]
  for (let rate = from; failures < 2; rate *= factor) {
    const stream = streamAt(rate)
    const { good, done, refused, offered } = tally(
      (await offer({ ...to, seconds, streams: [stream] }))[stream.name],
    )
    const perSecond = good / seconds
    console.log(
      `${stream.name}: ${perSecond.toFixed(0)}/s of ${(offered / seconds).toFixed(0)}, p99 ${done.p99.toFixed(0)} ms, ${refused} refused`,
    )
    steps.push({ rate, perSecond, p99: done.p99 })
    const isBetter = done.p99 <= 500 && perSecond > best * 1.02
    if (isBetter) [best, failures] = [perSecond, 0]
    else if (factor === 2 && steps.length > 1) {
      factor = 1.15
      rate = best / factor
    } else if (steps.length > 1) failures++
    await sleep(1_000)
  }
  return { perSecond: best, series: seriesOf(steps) }
}

function seriesOf(steps: Step[]): Series[] {
  const byRate = steps.toSorted((one, other) => one.rate - other.rate)
  return [{ name: 'done within a second', points: byRate.map(({ rate, perSecond }) => [rate, perSecond]) }]
}

/** Whom all this is offered to, and over how many connections: enough that nobody waits for one, which the shop would not see. */
export type To = Pick<Offer, 'url' | 'connections'>

type Step = { rate: number; perSecond: number; p99: number }
