/** One line of the report. */
export type Result = {
  scenario: string
  figure: string
  median: string
  range: string
  bar: string
  met: boolean
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** The line for figures that must be at least (or at most) a bar. */
export function judge(
  scenario: string,
  figure: string,
  values: number[],
  bar: { atLeast?: number; below?: number; unit: string },
): Result {
  const { atLeast, below, unit } = bar
  const middle = median(values)
  const show = (value: number) => `${value.toFixed(2)}${unit}`
  return {
    scenario,
    figure,
    median: show(middle),
    range: `${show(Math.min(...values))} - ${show(Math.max(...values))}`,
    bar: atLeast === undefined ? `under ${show(below ?? 0)}` : `at least ${show(atLeast)}`,
    met: (atLeast === undefined || middle >= atLeast) && (below === undefined || middle < below),
  }
}

/** The line for a count that can be only one. */
export const exactly = (scenario: string, figure: string, count: number, bar: number): Result => ({
  scenario,
  figure,
  median: String(count),
  range: String(count),
  bar: `exactly ${bar}`,
  met: count === bar,
})
