import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Pool } from './postgres.ts'

export type Metrics = Registry

/** The registry that /metrics prints: the process's own figures, and what each part adds. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/**
 * Adds a figure that is read whenever /metrics is: a number, or a number for each `state`. One that cannot be read is
 * NaN and hides no other.
 */
export function gauge(metrics: Metrics, name: string, help: string, read: () => Figure | Promise<Figure>) {
  new Gauge({
    name,
    help,
    labelNames: ['state'],
    registers: [metrics],
    async collect() {
      const figure = await (async () => read())().catch(() => Number.NaN)
      if (typeof figure === 'number') this.set(figure)
      else for (const [state, value] of Object.entries(figure)) this.set({ state }, value)
    },
  })
}

/** Adds a count that only rises, one for each value of `label` where there is one. */
export const counter = (metrics: Metrics, name: string, help: string, label?: string) =>
  new Counter({ name, help, labelNames: label ? [label] : [], registers: [metrics] })

/** The pool's connections, and who waits for one. */
export function watchPool(metrics: Metrics, db: Pool) {
  gauge(metrics, 'postgres_connections', 'Connections of the pool to PostgreSQL', () => {
    const { total, idle, max } = db.stats()
    return { busy: total - idle, idle, max }
  })
  gauge(metrics, 'postgres_waiting', 'Calls that wait for a connection', () => db.stats().waiting)
}

type Figure = number | Record<string, number>
