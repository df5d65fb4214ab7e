import { setTimeout as sleep } from 'node:timers/promises'
import { failed, none, slack } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { oneOf } from '../people/random.ts'

/** What a frozen node holds must not hold up the others for long: PostgreSQL ends its idle transactions. */
export const f02: Fault = {
  id: 'F2',
  title: 'a back end stands still (SIGSTOP) for 15 s',
  async run(stage) {
    const victim = oneOf(await stage.names('api-'), stage.random)
    const from = performance.now()
    await stage.during(`${victim} stands still`, async () => {
      await stage.stack.kill(victim, 'STOP')
      await sleep(15_000)
      await stage.stack.kill(victim, 'CONT')
    })
    const others = stage
      .answersSince(from + 2_000)
      .filter(({ isDirect, node }) => isDirect && node && node !== victim)
    return [
      none(
        'F2',
        'after 2 s the other nodes are unaffected',
        others,
        (one) => failed(one) || one.ms > 2_000 * slack,
      ),
    ]
  },
}
