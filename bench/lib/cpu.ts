import { readdirSync, readFileSync } from 'node:fs'

/** CPU-seconds that a process and all below it have used so far, by what they are. */
export type CpuSeconds = { 'back end': number; PostgreSQL: number; other: number }

/** Reads /proc, so it is for Linux. What a child used that has ended since is counted to its parent. */
export function cpuSecondsOf(pid: number): CpuSeconds {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const seconds: CpuSeconds = { 'back end': 0, PostgreSQL: 0, other: 0 }
  const below = new Set([pid])
  for (let size = 0; size !== below.size; ) {
    size = below.size
    for (const one of processes) if (below.has(one.parent)) below.add(one.pid)
  }
  for (const one of processes) {
    if (!below.has(one.pid)) continue
    const kind = one.pid === pid ? 'back end' : one.name === 'postgres' ? 'PostgreSQL' : 'other'
    seconds[kind] += one.seconds
    // A reaped back end of PostgreSQL counts there; what the shop itself has reaped was its start.
    if (kind === 'PostgreSQL') seconds[kind] += one.reapedSeconds
  }
  return seconds
}

export const cpuBetween = (before: CpuSeconds, after: CpuSeconds): CpuSeconds => ({
  'back end': after['back end'] - before['back end'],
  PostgreSQL: after.PostgreSQL - before.PostgreSQL,
  other: after.other - before.other,
})

const ticksPerSecond = 100

function statOf(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (field: number) => Number(fields[field - 3])
    return [
      {
        pid,
        name,
        parent: at(4),
        seconds: (at(14) + at(15)) / ticksPerSecond,
        reapedSeconds: (at(16) + at(17)) / ticksPerSecond,
      },
    ]
  } catch {
    return [] // It has just ended.
  }
}
