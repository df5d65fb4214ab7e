import { collectDefaultMetrics, Registry } from 'prom-client'

export type Metrics = Registry

/** The registry that /metrics prints: the process's own figures, and what each part adds. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
