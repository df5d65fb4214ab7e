import { join } from 'node:path'
import { isWell } from '../../is-well.ts'
import type { Part } from '../part.ts'

/** Tells Prometheus what nginx writes into its access log. */
export function nginxMetricsPart(port: number, accessLog: string): Part {
  return {
    name: 'nginx-metrics',
    port,
    needs: ['nginx'],
    command: [process.execPath, join(import.meta.dirname, '../nginx-metrics.ts')],
    env: { METRICS_PORT: `${port}`, ACCESS_LOG: accessLog },
    ready: () => isWell(`http://127.0.0.1:${port}/healthz`),
  }
}
