import { median, type Result } from '../lib/result.ts'
import type { Section } from './sections.ts'

/**
 * What became worse since an earlier run, a line each. Only ratios that have a bar are compared, for those have both sides
 * from one run on one machine. A quarter is what such ratios differ by from run to run when nothing has changed.
 */
export function comparedWith(before: Section[], now: Section[]): string[] {
  return now.flatMap((section) => {
    const earlier = before.find(
      ({ name, topology }) => name === section.name && topology === section.topology,
    )
    return section.results.flatMap((result) => {
      const known = earlier?.results.find(({ figure }) => figure === result.figure)
      return known && isRatio(result) && isWorse(known, result) ? [told(known, result)] : []
    })
  })
}

const isRatio = ({ unit, bar }: Result) => unit === '' && bar !== undefined && !('exactly' in bar)

function isWorse(known: Result, { values, bar }: Result) {
  const [then, now] = [median(known.values), median(values)]
  return bar && 'atLeast' in bar ? now < then * (1 - leeway) : now > then * (1 + leeway)
}

const leeway = 0.25

const told = (known: Result, { scenario, figure, values }: Result) =>
  `WORSE: ${scenario}, ${figure}: ${median(values).toFixed(2)}, before ${median(known.values).toFixed(2)}`
