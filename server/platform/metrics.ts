import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = Registry

/**
 * The registry that /metrics prints: the process's own figures, and what each part adds. Names are Prometheus's
 * (`http_`, `process_`, `nodejs_`) or begin with `tradewind_`; what only rises ends in `_total`, times are seconds.
 * No label holds an id, an address or anything else that a client may choose.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/**
 * Adds a figure that is read whenever /metrics is: a number, or a number for each value of `label`. One that cannot be
 * read is NaN and hides no other.
 */
export function gauge(metrics: Metrics, name: string, help: string, read: Read, label = 'state') {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [metrics],
    async collect() {
      const samples = await samplesOf(read, label)
      this.reset()
      for (const [labels, value] of samples) this.set(labels, value)
    },
  })
}

/** The same for a count that only rises: where it is kept as a plain number, counting costs nothing. */
export function total(metrics: Metrics, name: string, help: string, read: Read, label = 'state') {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [metrics],
    async collect() {
      const samples = await samplesOf(read, label)
      this.reset()
      for (const [labels, value] of samples) if (value >= 0) this.inc(labels, value)
    },
  })
}

/** The count of this name, made when it is first asked for, with a zero for each of the `values` of its label. */
export function counter(
  metrics: Metrics,
  name: string,
  help: string,
  label?: string,
  values: readonly string[] = [],
): Counter {
  const known = metrics.getSingleMetric(name)
  if (known) return known as Counter
  const made = new Counter({ name, help, labelNames: label ? [label] : [], registers: [metrics] })
  for (const value of values) made.labels(value).inc(0)
  return made
}

/** The distribution of this name, made when it is first asked for; of what is told by seconds. */
export function histogram(
  metrics: Metrics,
  name: string,
  help: string,
  buckets: number[],
  labelNames: string[] = [],
): Histogram {
  const known = metrics.getSingleMetric(name)
  return (known as Histogram) ?? new Histogram({ name, help, buckets, labelNames, registers: [metrics] })
}

/** What `read` answers, asked once for all the figures of a scrape. */
export function oncePerScrape<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (asked && performance.now() - askedAt < 500) return asked
    askedAt = performance.now()
    asked = read()
    return asked
  }
}

async function samplesOf(read: Read, label: string): Promise<[Record<string, string>, number][]> {
  const figure = await (async () => read())().catch(() => Number.NaN)
  if (typeof figure === 'number') return [[{}, figure]]
  return Object.entries(figure).map(([value, number]) => [{ [label]: value }, number])
}

type Read = () => Figure | Promise<Figure>
type Figure = number | Record<string, number>
