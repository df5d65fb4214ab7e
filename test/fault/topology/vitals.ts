import { readdirSync, readFileSync } from 'node:fs'
import type { PartStatus } from '../../../deploy/native/control.ts'
import { verdict } from '../check/verdict.ts'

/** How the processes are: what they take of memory and descriptors, how often each was started. */
export function createVitals() {
  const most = new Map<string, Vitals>()
  let connections = 0
  let lately: number[] = []
  return {
    look(parts: PartStatus[], connectionsNow: number) {
      // What a killed process had may outlive it for a moment.
      lately = [...lately.slice(-2), connectionsNow]
      connections = Math.max(connections, Math.min(...lately))
      for (const { name, pid } of parts) {
        const seen = pid === undefined ? undefined : vitalsOf(pid)
        if (!seen) continue
        const before = most.get(name) ?? seen
        most.set(name, {
          memoryMb: Math.max(before.memoryMb, seen.memoryMb),
          descriptors: Math.max(before.descriptors, seen.descriptors),
        })
      }
    },
    /** I25. `budget`: how many connections the shop may have. */
    judge: (budget: number) =>
      verdict(
        'I25',
        `connections (${connections} of ${budget}), memory and descriptors stay bounded`,
        most.size,
        [
          ...(connections > budget
            ? [`the shop had ${connections} connections to PostgreSQL, more than its ${budget}`]
            : []),
          ...[...most].flatMap(([name, { memoryMb, descriptors }]) => [
            ...(memoryMb > memoryLimitMb ? [`${name} took ${memoryMb} MB`] : []),
            ...(descriptors > descriptorLimit ? [`${name} had ${descriptors} descriptors open`] : []),
          ]),
        ],
      ),
    most,
  }
}

/** I24: every start of a part after its first is one that somebody asked for, by a kill or a start. */
export const checkDeaths = (parts: PartStatus[], injected: ReadonlyMap<string, number>) =>
  verdict(
    'I24',
    `no process died but by an injected kill (${[...injected.values()].reduce((sum, one) => sum + one, 0)} were)`,
    parts.length,
    parts.flatMap(({ name, restarts, state }) => {
      const asked = injected.get(name) ?? 0
      if (restarts > asked)
        return [`${name} was started again ${restarts} times, and only ${asked} were asked for`]
      return /running|done/.test(state) ? [] : [`${name} is not there: ${state}`]
    }),
  )

function vitalsOf(pid: number): Vitals | undefined {
  try {
    const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return { memoryMb: Math.round(Number(kb) / 1024), descriptors: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return undefined
  }
}

/** What a node takes under this load is a fifth of it; a leak of a request's worth each time passes it. */
const memoryLimitMb = 1_024
const descriptorLimit = 1_000

type Vitals = { memoryMb: number; descriptors: number }
