import { type Bar, isMet, median, type Result } from '../lib/result.ts'

/** The figures as Markdown. */
export const table = (results: Result[]): string =>
  [
    '| scenario | figure | median | min - max | bar | |',
    '|---|---|---|---|---|---|',
    ...results.map((one) => `| ${one.scenario} | ${one.figure} | ${cellsOf(one).join(' | ')} |`),
  ].join('\n')

/** Median, range, bar and verdict, as they are read. */
export function cellsOf(result: Result): string[] {
  const { values, unit, bar } = result
  const show = (value: number) => `${Number.isInteger(value) ? value : value.toFixed(2)}${unit}`
  const verdict = bar ? (isMet(result) ? 'met' : 'MISSED') : ''
  return [
    show(median(values)),
    `${show(Math.min(...values))} - ${show(Math.max(...values))}`,
    bar ? barText(bar, show) : '',
    verdict,
  ]
}

function barText(bar: Bar, show: (value: number) => string) {
  if ('atLeast' in bar) return `at least ${show(bar.atLeast)}`
  return 'below' in bar ? `under ${show(bar.below)}` : `exactly ${show(bar.exactly)}`
}
