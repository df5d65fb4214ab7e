import type { Round } from './result.ts'

/** One line of a round, for whoever watches. */
export function tell(
  { scenario, perSecond, percentiles: { p50, p99 }, usage, count, limit }: Round,
  more = '',
) {
  const cpu = Object.entries(usage)
    .map(([kind, { cpuSeconds }]) => `${kind} ${((cpuSeconds * 1000) / count).toFixed(2)}`)
    .join(', ')
  const memory = Object.values(usage).reduce((sum, { memoryMb }) => sum + memoryMb, 0)
  console.log(
    [
      `${scenario}: ${perSecond.toFixed(0)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      `CPU-seconds for 1,000: ${cpu}; ${memory.toFixed(0)} MB`,
      ...(limit ? [`${limit.name} ${limit.perSecond.toFixed(0)}/s`] : []),
      ...(more ? [more] : []),
    ].join('; '),
  )
}
