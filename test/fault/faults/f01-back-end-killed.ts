import { setTimeout as sleep } from 'node:timers/promises'
import { verdict } from '../check/verdict.ts'
import { failed, isRead, isThroughBalancer, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { oneOf } from '../people/random.ts'

/** Reads go on elsewhere; of what changes something only what the killed node had in hand may end unknown. */
export const f01: Fault = {
  id: 'F1',
  title: 'kill -9 a back end every 5 s',
  async run(stage) {
    const from = performance.now()
    const kills: number[] = []
    for (let i = 0; i < stage.times(20); i++) {
      kills.push(performance.now())
      await stage.kill(oneOf(await stage.names('api-'), stage.random))
      await sleep(5_000)
      // A busy machine takes longer to start one again, and somebody must be there who can answer.
      await stage.untilWell()
    }
    const answers = stage.answersSince(from).filter(isThroughBalancer)
    const unknown = answers.filter((one) => failed(one) && !isRead(one))
    const inFlight = unknown.filter(({ at, ms }) =>
      kills.some((kill) => at <= kill + 1_000 && kill <= at + ms),
    )
    return [
      none('F1', 'no read through the balancer fails', answers.filter(isRead), failed),
      verdict('F1', 'only what was in flight at a kill ends unknown', unknown.length, [
        ...(unknown.length > inFlight.length ? [`${unknown.length - inFlight.length} others did`] : []),
      ]),
    ]
  },
}
