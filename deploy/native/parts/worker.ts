import { join } from 'node:path'
import type { Part } from '../part.ts'

/** Everything that the shop does beside answering. Several share the work. */
export function workerPart(
  { name, metricsPort }: { name: string; metricsPort: number | undefined },
  { needs, env }: { needs: string[]; env: Record<string, string> },
): Part {
  return {
    name,
    needs,
    command: [process.execPath, join(import.meta.dirname, '../../../server/worker.ts')],
    env: {
      ...env,
      NODE_NAME: name,
      ...(metricsPort !== undefined && { METRICS_PORT: `${metricsPort}` }),
    },
    stopWithinS: 40,
  }
}
