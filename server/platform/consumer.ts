import type { ShopEvent, Topic } from '../../contracts/events.ts'
import type { Config } from '../config.ts'
import type { ChangeLog } from './change-log.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Tx } from './postgres.ts'
import type { SharedCache } from './redis-cache.ts'
import type { Tracing } from './tracing.ts'

/**
 * A plain handler of events that does not know where they come from. `handle` gets events it has not applied before,
 * in order per key, and writes their effect through `tx`, in the transaction that records them as applied: whatever
 * it writes there happens once. What it throws is retried and at last becomes a dead letter.
 */
export type Consumer = {
  name: string
  topics: readonly Topic[]
  handle(tx: Tx, events: ShopEvent[], context: ConsumerContext): Promise<void>
}

export type ConsumerContext = {
  config: Config
  log: Log
  metrics: Metrics
  tracing: Tracing | undefined
  catalogChanges: Pick<ChangeLog, 'poll'>
  sharedCache?: Pick<SharedCache, 'delete'> | undefined
}
