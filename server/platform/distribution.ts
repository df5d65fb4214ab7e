import type { Metric } from 'prom-client'
import type { Metrics } from './metrics.ts'

/**
 * A distribution that is observed with every request: kept as plain numbers, because prom-client's own reads its labels
 * anew at each observation. Answers what observes a value for the values of `labelNames`, once for each of these; `bounds` are the
 * buckets', ascending.
 */
export function distribution({ metrics, name, help, bounds, labelNames }: Distributed): Observed {
  const kept = new Map<string, Series>()
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: samples() })
  const reset = () => {
    for (const series of kept.values()) Object.assign(series, { counts: series.counts.fill(0), sum: 0 })
  }
  metrics.registerMetric({ name, get, reset } as unknown as Metric)

  function samples() {
    return [...kept.values()].flatMap(({ labels, counts, sum }) => {
      let count = 0
      const buckets = [...bounds, '+Inf'].map((le, i) => {
        count += counts[i] ?? 0
        return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: count }
      })
      return [
        ...buckets,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ]
    })
  }

  return (...labels) => {
    const key = labels.join('\n')
    const named = Object.fromEntries(labelNames.map((label, i) => [label, labels[i]]))
    const series = kept.get(key) ?? { labels: named, counts: new Array(bounds.length + 1).fill(0), sum: 0 }
    kept.set(key, series)
    return (value) => {
      let bucket = 0
      while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++
      series.counts[bucket] = (series.counts[bucket] as number) + 1
      series.sum += value
    }
  }
}

type Observed = (...labels: string[]) => (value: number) => void

type Distributed = { metrics: Metrics; name: string; help: string; bounds: number[]; labelNames: string[] }

type Series = { labels: Record<string, string | undefined>; counts: number[]; sum: number }
