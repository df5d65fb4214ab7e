import { fork } from 'node:child_process'
import { join } from 'node:path'
import { answerOf } from './answer-of.ts'
import type { Offer, Sample, Seen } from './open-loop.ts'
import { percentilesOf } from './result.ts'

/** Offers so much load, whatever becomes of it. */
export async function offer(load: Offer): Promise<Seen> {
  const child = fork(join(import.meta.dirname, 'open-loop.ts'), { serialization: 'advanced' })
  child.send(load)
  return answerOf<Seen>(child)
}

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
