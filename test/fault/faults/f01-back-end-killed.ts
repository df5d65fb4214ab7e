import { setTimeout as sleep } from 'node:timers/promises'
import { failed, isRead, isThroughBalancer, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import type { Answer } from '../people/caller.ts'
import { oneOf } from '../people/random.ts'

/** Reads go on elsewhere; of what changes something only what the killed node had in hand may end unknown. */
export const f01: Fault = {
  id: 'F1',
  title: 'kill -9 a back end every 5 s',
  async run(stage) {
    const from = performance.now()
    const kills: { from: number; to: number }[] = []
    for (let i = 0; i < stage.times(20); i++) {
      const beat = sleep(5_000)
      const killedFrom = performance.now()
      const running = await stage.names('api-', ({ pid }) => pid !== undefined)
      await stage.kill(oneOf(running, stage.random))
      kills.push({ from: killedFrom, to: performance.now() })
      await beat
      // A busy machine may take longer than the beat to start one again, and somebody must be there who can answer.
      await stage.untilWell(2)
    }
    const answers = stage.answersSince(from).filter(isThroughBalancer)
    const wasInFlight = ({ at, ms }: Answer) =>
      kills.some(({ from, to }) => at <= to + 1_000 && from <= at + ms)
    return [
      none('F1', 'no read through the balancer fails', answers.filter(isRead), failed),
      none(
        'F1',
        'only what was in flight at a kill gets no answer of a node',
        answers.filter((one) => !isRead(one)),
        // A 500 is one: on a busy machine PostgreSQL may have been silent for too long.
        (one) => failed(one) && one.status !== 500 && !wasInFlight(one),
      ),
    ]
  },
}
