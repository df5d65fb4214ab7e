import type { Metric } from 'prom-client'
import type { Metrics } from './metrics.ts'

/**
 * A distribution that is observed with every request: kept as plain numbers, because prom-client's own reads its labels
 * anew at each observation. Observes a value for the values of `labelNames`; `bounds` are the buckets', ascending.
 */
export function distribution({ metrics, name, help, bounds, labelNames }: Distributed) {
  const kept: Series[] = []
  const root: Place = { next: new Map() }
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: samples() })
  metrics.registerMetric({ name, get, reset } as unknown as Metric)

  function reset() {
    kept.length = 0
    root.next.clear()
  }

  function samples() {
    return kept.flatMap(({ labels, counts, sum }) => {
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

  /** Label by label: one key of them all would be put together and hashed anew each time. */
  function seriesOf(labels: string[]): Series {
    let place = root
    for (const label of labels) {
      let next = place.next.get(label)
      if (!next) {
        next = { next: new Map() }
        place.next.set(label, next)
      }
      place = next
    }
    place.series ??= newSeries(labels)
    return place.series
  }

  function newSeries(labels: string[]): Series {
    const named = Object.fromEntries(labelNames.map((label, i) => [label, labels[i]]))
    const series = { labels: named, counts: new Array(bounds.length + 1).fill(0), sum: 0 }
    kept.push(series)
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

/** Where the labels so far lead to. */
type Place = { next: Map<string, Place>; series?: Series }
