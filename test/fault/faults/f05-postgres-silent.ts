import { setTimeout as sleep } from 'node:timers/promises'
import { verdict } from '../check/verdict.ts'
import { failed, isPlacing, none, slack } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { recovery } from './f03-postgres-crashes.ts'

/** Slow is not silent: what takes its time is waited for, and silence is known within seconds. */
export const f05: Fault = {
  id: 'F5',
  title: 'the way to PostgreSQL takes 200 ms longer, then swallows everything',
  async run(stage) {
    const from = performance.now()
    const ways = stage.links.to('postgres')
    await stage.during('PostgreSQL is 200 ms away', async () => {
      for (const way of ways) way.slow(100)
      await stage.seconds(10)
      for (const way of ways) way.heal()
    })
    const slow = stage.answersSince(from).filter(isPlacing)
    const tries: { ms: number; status: number }[] = []
    await stage.during('PostgreSQL is a black hole', async () => {
      for (const way of ways) way.hole()
      await sleep(2_500)
      for (const at of stage.shop.nodes)
        tries.push(await stage.probe.call('DELETE /products/cartitems', { at }))
      await stage.seconds(8)
      for (const way of ways) way.heal()
    })
    return [
      none('F5', 'orders go through while PostgreSQL is slow', slow, failed),
      verdict(
        'F5',
        'a write to a silent PostgreSQL is refused within 2.5 s',
        tries.length,
        tries.flatMap(({ status, ms }) =>
          status === 503 && ms < 2_500 * slack
            ? []
            : [`it was answered with ${status} after ${Math.round(ms)} ms`],
        ),
      ),
      await recovery(stage, 'F5'),
    ]
  },
}
