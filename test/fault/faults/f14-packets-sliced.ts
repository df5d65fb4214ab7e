import { failed, none } from '../claims.ts'
import type { Fault } from '../fault.ts'

/** TCP promises bytes, not packets. */
export const f14: Fault = {
  id: 'F14',
  title: 'packets come in slices of 1 to 10 bytes',
  async run(stage) {
    const from = performance.now()
    const ways = [...stage.links.to('postgres'), ...stage.links.to('redis'), ...stage.links.to('kafka')]
    stage.say('packets are sliced')
    for (const way of ways) way.slice(() => 1 + Math.floor(stage.random() * 10))
    await stage.seconds(15)
    for (const way of ways) way.heal()
    return [none('F14', 'no request fails', stage.answersSince(from), failed)]
  },
}
