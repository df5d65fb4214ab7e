import type { Usage } from './usage.ts'

/** One line of the report: a figure of several rounds, beside its bar where it has one. */
export type Result = {
  scenario: string
  figure: string
  values: number[]
  /** Nothing for a ratio of two figures of one run: those alone are compared between runs. */
  unit: string
  bar?: Bar
}

export type Bar = { atLeast: number } | { below: number } | { exactly: number }

/** What a round was like, for the report's plots. */
export type Round = {
  scenario: string
  perSecond: number
  count: number
  /** How long one took, in ms. */
  percentiles: { p50: number; p95: number; p99: number }
  usage: Usage
  /** What the same machine did without the shop. */
  limit?: { name: string; perSecond: number }
}

/** A figure over time, load or size. */
export type Chart = { title: string; x: string; y: string; series: Series[] }
export type Series = { name: string; points: [x: number, y: number][] }

/** What a scenario found. */
export type Outcome = { results: Result[]; rounds?: Round[]; charts?: Chart[] }

/** @throws where there is no such figure, as nothing was done that it could be of. */
export function judge(
  scenario: string,
  figure: string,
  values: number[],
  { unit = '', ...bar }: Partial<{ atLeast: number; below: number; exactly: number; unit: string }> = {},
): Result {
  if (values.length === 0 || !values.every(Number.isFinite)) throw new Error(`${scenario}: no ${figure}`)
  return { scenario, figure, values, unit, ...(Object.keys(bar).length > 0 && { bar: bar as Bar }) }
}

/** Whether a figure's median meets its bar; one without a bar does. */
export function isMet({ values, bar }: Result): boolean {
  if (!bar) return true
  const middle = median(values)
  if ('atLeast' in bar) return middle >= bar.atLeast
  return 'below' in bar ? middle < bar.below : values.every((value) => value === bar.exactly)
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Of times in ms; 0 where there are none. */
export function percentilesOf(times: Iterable<number>): Round['percentiles'] {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
