import { rmSync, writeFileSync } from 'node:fs'
import type { Log } from '../../server/platform/log.ts'
import { type Loop, startLoop } from '../../server/platform/loop.ts'
import { isWell } from '../is-well.ts'
import type { Nodes } from './nodes.ts'

/**
 * Asks the first node each second whether it lives, and the second, where what it has no room for is gathered. While one does not answer
 * within a second, `spreadFile` is there: a node that stands still takes connections, and nginx would know of it only when
 * requests have waited for their whole time.
 */
export function watchGathering({ nodes, spreadFile, log }: Watched): Loop {
  return startLoop({
    name: 'the look at the nodes where orders are gathered',
    log,
    async work() {
      if (spreadFile === undefined) return Number.POSITIVE_INFINITY
      const living = await Promise.all(nodes().slice(0, 2).map(lives))
      if (living.every(Boolean)) rmSync(spreadFile, { force: true })
      else writeFileSync(spreadFile, '')
      return 1_000
    },
  })
}

const lives = ({ host, port }: Nodes['nodes'][number]) =>
  isWell(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(1_000) })

type Watched = { nodes: () => Nodes['nodes']; spreadFile: string | undefined; log: Log }
