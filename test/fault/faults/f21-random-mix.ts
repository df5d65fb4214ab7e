import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../fault.ts'
import { childOf, oneOf } from '../people/random.ts'
import { createStage } from '../stage.ts'

/** Short faults one after the other in two lanes, so that two happen at a time. Only the invariants are asked for. */
export const f21 = (others: readonly Fault[], seconds: number): Fault => ({
  id: 'F21',
  title: `a random mix of all for ${seconds} s`,
  async run(stage) {
    const mixed = others.filter(({ alone, missing }) => !alone && !missing?.())
    const over = performance.now() + seconds * 1_000
    const lane = async (random: () => number) => {
      while (performance.now() < over) {
        const fault = oneOf(mixed, random)
        const short = createStage({ ...stage.options, scale: 0.1, random: childOf(random) })
        const pause = random() * 3_000
        stage.say(`${fault.id} begins`)
        await fault.run(short).catch((error: Error) => stage.say(`${fault.id} met another: ${error.message}`))
        await sleep(pause)
      }
    }
    await Promise.all([lane(childOf(stage.random)), lane(childOf(stage.random))])
    await stage.heal()
    return []
  },
})
