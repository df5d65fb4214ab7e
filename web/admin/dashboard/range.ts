/** The periods that a dashboard shows, by their word in the address, with the interval that draws them well. */
export const ranges = {
  '7d': { days: 7, interval: 'day' },
  '30d': { days: 30, interval: 'day' },
  '90d': { days: 90, interval: 'week' },
  '365d': { days: 365, interval: 'month' },
} as const
export type RangeName = keyof typeof ranges

export const rangeNames = Object.keys(ranges) as RangeName[]

export const rangeIn = (search: URLSearchParams): RangeName =>
  rangeNames.find((name) => name === search.get('range')) ?? '30d'

/** Its first and last day in UTC, which is how the statistics count days. */
export function daysOf(name: RangeName, now: Date): { from: string; to: string } {
  const first = new Date(now)
  first.setUTCDate(first.getUTCDate() - (ranges[name].days - 1))
  return { from: dayOf(first), to: dayOf(now) }
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10)
