import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { answerOf } from './answer-of.ts'
import type { Offer, Sample, Seen } from './open-loop.ts'
import { ofItsOwnSession } from './own-session.ts'
import { percentilesOf } from './result.ts'

/**
 * Offers so much load, whatever becomes of it. What a scenario offers comes from one process: one that does everything for the
 * first time compiles meanwhile, on the cores of the shop, and that would be told of the shop. `isPunctual`, of a
 * scenario's first offer, is for who measures milliseconds on the cores that the shop works on, and asks for little.
 */
export async function offer(load: Offer, { isPunctual = false } = {}): Promise<Seen> {
  generator ??= startGenerator(isPunctual)
  generator.send(load)
  return answerOf<Seen>(generator)
}

function startGenerator(isPunctual: boolean) {
  const child = fork(join(import.meta.dirname, 'open-loop.ts'), {
    serialization: 'advanced',
    ...ofItsOwnSession,
  })
  if (isPunctual) goFirst(child)
  return child
}

/**
 * Lets it run before all others as soon as it has something to do: what it would wait for a core that somebody else has, it would
 * tell of the shop. Only root may; without, it waits like everybody.
 */
const goFirst = ({ pid }: ChildProcess) =>
  spawnSync('chrt', ['--all-tasks', '--fifo', '--pid', '1', `${pid}`], { stdio: 'ignore' })

/** The next scenario has a process of its own, on the cores that it is given. */
export function endGenerator(): void {
  if (generator?.connected) generator.disconnect()
  generator = undefined
}

let generator: ChildProcess | undefined

/** What became of it: done well within a second, refused in a way that says when to come again, or anything else. */
export function tally(samples: Sample[] = [], withinMs = 1_000) {
  const done = samples.filter(({ status }) => status >= 200 && status < 300)
  const refused = samples.filter((one) => isRefusal(one))
  const others: Record<string, number> = {}
  for (const one of samples) {
    if (one.status < 200 || (one.status >= 300 && !isRefusal(one)))
      others[one.status || 'no answer'] = (others[one.status || 'no answer'] ?? 0) + 1
  }
  return {
    offered: samples.length,
    good: done.filter(({ ms }) => ms <= withinMs).length,
    refused: refused.length,
    others,
    /** How long what was done took, and what was refused. */
    done: percentilesOf(done.map(({ ms }) => ms)),
    refusals: percentilesOf(refused.map(({ ms }) => ms)),
  }
}

/** A tally of each second, for a plot. */
export function bySecond(samples: Sample[] = []) {
  const seconds = Map.groupBy(samples, ({ atS }) => Math.floor(atS))
  return [...seconds]
    .sort(([one], [other]) => one - other)
    .map(([second, some]) => ({ second, ...tally(some) }))
}

const isRefusal = ({ status, retryAfterS }: Sample) =>
  (status === 429 || status === 503) && retryAfterS !== undefined
