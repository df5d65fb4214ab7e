import { readdirSync, readFileSync } from 'node:fs'

/** CPU-seconds used so far, and memory held now in MB, by kind of process. */
export type Usage = Record<string, { cpuSeconds: number; memoryMb: number }>

/** A process that counts, with all below it, as one kind; what calls itself postgres counts as PostgreSQL wherever it is. */
export type Root = { kind: string; pid: number }

/**
 * Reads /proc, so it is for Linux. What a child used that has ended since is counted to its parent. Memory is the
 * proportional share (PSS), so that what PostgreSQL's processes share counts once. `kindOf` may give a single process another kind.
 */
export function usageOf(roots: Root[], kindOf: (pid: number) => string | undefined = () => undefined): Usage {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const kinds = new Map(roots.map(({ kind, pid }) => [pid, kind]))
  for (let size = -1; size !== kinds.size; ) {
    size = kinds.size
    for (const { pid, name, parent } of processes) {
      const above = kinds.get(parent)
      if (above !== undefined && !kinds.has(pid)) kinds.set(pid, name === 'postgres' ? 'PostgreSQL' : above)
    }
  }
  const usage: Usage = {}
  for (const one of processes) {
    const kind = kinds.get(one.pid) && (kindOf(one.pid) ?? kinds.get(one.pid))
    if (kind === undefined) continue
    usage[kind] ??= { cpuSeconds: 0, memoryMb: 0 }
    const sum = usage[kind]
    // A reaped back end of PostgreSQL counts there; what a node itself has reaped was its start.
    sum.cpuSeconds += one.seconds + (one.name === 'postgres' ? one.reapedSeconds : 0)
    sum.memoryMb += memoryMb(one.pid)
  }
  return usage
}

/** CPU-seconds between two looks, and the memory of the later one. */
export function usageBetween(before: Usage, after: Usage): Usage {
  return Object.fromEntries(
    Object.entries(after).map(([kind, { cpuSeconds, memoryMb }]) => [
      kind,
      { cpuSeconds: Math.max(0, cpuSeconds - (before[kind]?.cpuSeconds ?? 0)), memoryMb },
    ]),
  )
}

/** The same, with some CPU-seconds of one kind counted as another's. */
export function moved(usage: Usage, seconds: number, { from, to }: { from: string; to: string }): Usage {
  const plus = (kind: string, more: number) => {
    const { cpuSeconds = 0, memoryMb = 0 } = usage[kind] ?? {}
    return { cpuSeconds: cpuSeconds + more, memoryMb }
  }
  return { ...usage, [from]: plus(from, -seconds), [to]: plus(to, seconds) }
}

/** CPU-seconds that a process has used itself; none once it has ended. */
export const secondsOf = (pid: number): number => statOf(pid)[0]?.seconds ?? 0

/** CPU-seconds of those kinds that a pattern names, or of all. */
export const cpuSecondsOf = (usage: Usage, kinds = /./): number =>
  Object.entries(usage).reduce(
    (sum, [kind, { cpuSeconds }]) => (kinds.test(kind) ? sum + cpuSeconds : sum),
    0,
  )

const ticksPerSecond = 100

function statOf(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (field: number) => Number(fields[field - 3])
    const seconds = Math.max((at(14) + at(15)) / ticksPerSecond, threadSeconds(pid))
    return [{ pid, name, parent: at(4), seconds, reapedSeconds: (at(16) + at(17)) / ticksPerSecond }]
  } catch {
    return [] // It has just ended.
  }
}

/** To the nanosecond, where the kernel tells it, but without threads that have ended. */
function threadSeconds(pid: number) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((one, other) => one + other, 0) / 1e9
  } catch {
    return 0
  }
}

function memoryMb(pid: number) {
  try {
    const [, kb = '0'] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return Number(kb) / 1024
  } catch {
    return 0
  }
}
