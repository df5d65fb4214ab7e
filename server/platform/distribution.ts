import type { Metric } from 'prom-client'
import type { Metrics } from './metrics.ts'

/**
 * A distribution that is observed with every request: kept as plain numbers, because prom-client's own reads its labels
 * anew at each observation. Observes a value for the values of `labelNames`; `bounds` are the buckets', ascending.
 */
export function distribution({ metrics, name, help, bounds, labelNames }: Distributed) {
  const kept = new Map<string, Series>()
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: samples() })
  metrics.registerMetric({ name, get, reset: () => kept.clear() } as unknown as Metric)

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

  function seriesOf(labels: string[]): Series {
    const key = labels.join('\n')
    let series = kept.get(key)
    if (!series) {
      const named = Object.fromEntries(labelNames.map((label, i) => [label, labels[i]]))
      series = { labels: named, counts: new Array(bounds.length + 1).fill(0), sum: 0 }
      kept.set(key, series)
    }
    return series
  }

  return (value: number, ...labels: string[]) => {
    const series = seriesOf(labels)
    let bucket = 0
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++
    series.counts[bucket] = (series.counts[bucket] as number) + 1
    series.sum += value
  }
}

type Distributed = { metrics: Metrics; name: string; help: string; bounds: number[]; labelNames: string[] }

type Series = { labels: Record<string, string | undefined>; counts: number[]; sum: number }
