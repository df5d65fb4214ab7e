import { join } from 'node:path'
import type { Part } from '../part.ts'
import type { Worker } from '../plan.ts'

/** What the shop does beside answering, all of it or what this worker is there for. Several share the work. */
export function workerPart(
  { name, does, metricsPort }: Worker,
  { needs, env }: { needs: string[]; env: Record<string, string> },
): Part {
  return {
    name,
    needs,
    command: [process.execPath, join(import.meta.dirname, '../../../server/worker.ts'), ...does],
    env: {
      ...env,
      NODE_NAME: name,
      ...(metricsPort !== undefined && { METRICS_PORT: `${metricsPort}` }),
    },
    stopWithinS: 40,
    // What follows an order may wait, and costs less in larger batches; who orders may not.
    yields: true,
  }
}
