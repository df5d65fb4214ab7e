import { setTimeout as sleep } from 'node:timers/promises'
import { failed, isBrowsing, isThroughBalancer, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { oneOf } from '../people/random.ts'

/** The others do not notice, and whoever asks the one that is cut off is told the truth, or that it cannot tell. */
export const f13: Fault = {
  id: 'F13',
  title: 'one node is cut off from PostgreSQL, another from Redis',
  async run(stage) {
    const from = performance.now()
    for (const part of ['postgres', 'redis'] as const) {
      for (const way of ['hole', 'cut'] as const) {
        const victim = oneOf(await stage.names('api-'), stage.random)
        await stage.during(`${victim} is cut off from ${part} (${way})`, async () => {
          for (const link of stage.links.to(part, victim)) link[way]()
          await stage.seconds(6)
          for (const link of stage.links.to(part, victim)) link.heal()
        })
        await sleep(500)
      }
    }
    return [
      none(
        'F13',
        'browsing through the balancer goes on',
        stage.answersSince(from).filter((one) => isThroughBalancer(one) && isBrowsing(one)),
        failed,
      ),
    ]
  },
}
