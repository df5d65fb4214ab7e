import { setTimeout as sleep } from 'node:timers/promises'
import type { Baseline } from './check/baseline.ts'
import { check } from './check/check.ts'
import { drain } from './check/drain.ts'
import { type Verdict, verdict } from './check/verdict.ts'
import type { Fault } from './fault.ts'
import type { Crowd } from './people/crowd.ts'
import type { Customer } from './people/customer.ts'
import type { Journal } from './people/journal.ts'
import { childOf, seededRandom } from './people/random.ts'
import { createStage } from './stage.ts'
import type { Topology } from './topology/topology.ts'
import { checkDeaths } from './topology/vitals.ts'

/**
 * Plays one fault on a shop in use: the crowd comes, the fault happens, the crowd goes home once it knows what became of
 * everything, the shop drains, and all is checked. `seed` makes the schedule and everybody's choices.
 */
export async function play(company: Company, fault: Fault, seed: number): Promise<Play> {
  const { topology, journal, crowd } = company
  const events: Said[] = []
  const say = (text: string) => events.push({ at: performance.now(), text })
  const begunAt = performance.now()
  const random = seededRandom(seed)
  const stage = createStage({ ...company, random: childOf(random), say })
  const verdicts: Verdict[] = []
  crowd.open(childOf(random))
  const watch = keepLooking(topology)
  try {
    // People are under way before anything breaks.
    await sleep(warmUpMs)
    verdicts.push(...(await fault.run(stage)))
    await topology.untilWell()
    say('everything is well again')
  } catch (error) {
    verdicts.push(verdict(fault.id, 'the fault is over and mended', 1, [(error as Error).message]))
    await topology.heal()
  }
  const healedAt = performance.now()
  const settled = await crowd.close().then(
    () => [],
    (error: Error) => [error.message],
  )
  say('everybody went home')
  const placed = journal.attempts.filter(
    ({ begunAt: at, orders }) => at >= begunAt && orders.length > 0,
  ).length
  verdicts.push(
    verdict(fault.id, 'people placed orders meanwhile', placed, placed > 0 ? [] : ['nobody could']),
  )
  verdicts.push(verdict('I11', 'within 60 s everybody knows what became of their attempts', 1, settled))
  verdicts.push(await drain(topology.shop))
  say('nothing waits any more')
  await watch.close()
  // What is shown may be a second old.
  await sleep(1_000)
  const { shop, vitals, injected, stack } = topology
  verdicts.push(
    ...(await check(shop, journal, company.baseline, { mailsTwice: topology.mailsAtRisk(), since: begunAt })),
    checkDeaths(await stack.status(), injected),
    vitals.judge(topology.connectionBudget),
  )
  return { fault, seed, begunAt, healedAt, endedAt: performance.now(), events, verdicts }
}

/** Looks at the processes every second. */
function keepLooking(topology: Topology) {
  const stop = new AbortController()
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await topology.look().catch(() => {})
      await sleep(1_000, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  return {
    close: async () => {
      stop.abort()
      await looking
    },
  }
}

const warmUpMs = 2_000

export type Company = {
  topology: Topology
  journal: Journal
  crowd: Crowd
  probe: Customer
  baseline: Baseline
  scale: number
}
export type Said = { at: number; text: string }
export type Play = {
  fault: Fault
  seed: number
  begunAt: number
  healedAt: number
  endedAt: number
  events: Said[]
  verdicts: Verdict[]
}
