import { setTimeout as sleep } from 'node:timers/promises'
import type { PartStatus } from '../../deploy/native/control.ts'
import type { Baseline } from './check/baseline.ts'
import type { Answer } from './people/caller.ts'
import type { Customer } from './people/customer.ts'
import type { Journal } from './people/journal.ts'
import type { Random } from './people/random.ts'
import type { Topology } from './topology/topology.ts'

/** What a fault works with: the parts of the shop, who uses it, and the clock of this play. */
export function createStage(options: StageOptions) {
  const { topology, journal, probe, baseline, random, scale, say } = options
  const { stack, injected, killed } = topology
  const count = (part: string, counts = injected) => counts.set(part, (counts.get(part) ?? 0) + 1)
  const stage = {
    ...topology,
    journal,
    baseline,
    random,
    /** Somebody to try things with, whom the crowd does not use. */
    probe,
    /** 1 in the full run, less in the short one: of how long things last, and how often they are done. */
    scale,
    /** Notes what is done, for the report's timeline. */
    say,
    /** What this stage was made of, for one on which things last shorter. */
    options,
    seconds: (s: number) => sleep(s * 1_000 * scale),
    times: (n: number) => Math.max(1, Math.round(n * scale)),
    names: async (prefix: string, isWanted: (part: PartStatus) => boolean = () => true) =>
      (await stack.status())
        .filter((part) => part.name.startsWith(prefix) && isWanted(part))
        .map(({ name }) => name),
    async kill(part: string, signal = 'KILL') {
      say(`${signal} to ${part}`)
      count(part)
      count(part, killed)
      await stack.kill(part, signal)
      disturbed(part, performance.now())
    },
    /** Replaces every node, as a deploy does. */
    async deploy() {
      const replaced = (await stack.status()).filter(({ name }) => /^(migrate|api|worker|relay)/.test(name))
      for (const { name } of replaced) count(name)
      await stack.deploy(say)
    },
    async end(part: string) {
      say(`${part} is stopped`)
      await stack.end(part)
    },
    async start(part: string) {
      say(`${part} is started`)
      count(part)
      await stack.start(part)
    },
    /** Has something broken while `work` goes on. */
    async during<T>(what: string, work: () => Promise<T>): Promise<T> {
      const from = performance.now()
      say(what)
      try {
        return await work()
      } finally {
        disturbed(what, from)
      }
    },
    /** What people were told since a moment of performance.now(). */
    answersSince: (from: number, to = Number.POSITIVE_INFINITY): Answer[] =>
      journal.answers.filter(({ at }) => at >= from && at < to),
  }
  function disturbed(what: string, from: number) {
    journal.disturbances.push({ what, from, to: performance.now() })
  }
  return stage
}

type StageOptions = {
  topology: Topology
  journal: Journal
  baseline: Baseline
  probe: Customer
  random: Random
  scale: number
  say(text: string): void
}
export type Stage = ReturnType<typeof createStage>
