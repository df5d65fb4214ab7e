import { join } from 'node:path'
import type { Part } from '../part.ts'
import type { Node } from '../plan.ts'

/** One back end. It drains at SIGTERM. */
export function apiPart(node: Node, { needs, env }: { needs: string[]; env: Record<string, string> }): Part {
  return {
    name: node.name,
    port: node.port,
    needs,
    command: [process.execPath, join(import.meta.dirname, '../../../server/api.ts')],
    env: {
      ...env,
      NODE_NAME: node.name,
      HOST: '127.0.0.1',
      PORT: `${node.port}`,
      ...(node.metricsPort !== undefined && { METRICS_PORT: `${node.metricsPort}` }),
    },
    ready: () => isReady(node.port),
    stopWithinS: 40,
  }
}

/** Ready, and past the moment in which its first connections are made: a deploy takes the next node out then. */
export async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(10_000) })
    const { parts } = (await answer.json()) as { parts: { postgres?: string } }
    return answer.ok && parts.postgres === 'up'
  } catch {
    return false
  }
}
