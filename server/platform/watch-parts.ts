import { statfs } from 'node:fs/promises'
import { gauge, type Metrics, oncePerScrape, total } from './metrics.ts'
import type { Pool, PoolStats } from './postgres.ts'
import type { WorkQueueStats } from './work-queue.ts'

/**
 * Each pool's connections, and who waits for one. The seconds waited, as a rate, are how many wait on average; divided
 * by the calls, how long one waits.
 */
export function watchPools(metrics: Metrics, pools: Record<string, Pool>) {
  const of = (figure: (stats: PoolStats) => number) => () => each(pools, (pool) => figure(pool.stats()))
  const add = (kind: typeof gauge, name: string, help: string, figure: (stats: PoolStats) => number) =>
    kind(metrics, `tradewind_postgres_${name}`, help, of(figure), 'pool')
  add(gauge, 'connections_max', 'Most connections that the pool opens', ({ max }) => max)
  add(gauge, 'connections_in_use', 'Connections that work for somebody', ({ total, idle }) => total - idle)
  add(gauge, 'connections_idle', 'Open connections that nobody uses', ({ idle }) => idle)
  add(gauge, 'waiting', 'Calls that wait for a connection', ({ waiting }) => waiting)
  add(total, 'calls_total', 'Statements and transactions that got a connection', ({ taken }) => taken)
  add(total, 'refused_total', 'Calls sent away without a connection', ({ refused }) => refused)
  add(
    total,
    'wait_seconds_total',
    'Time that calls waited for a connection',
    ({ waitedMs }) => waitedMs / 1000,
  )
}

/** What stands in line for a core: passwords for bcrypt, pictures for their renditions. */
export function watchWorkQueues(metrics: Metrics, queues: Record<string, { stats(): WorkQueueStats }>) {
  const of = (figure: keyof WorkQueueStats) => () => each(queues, (queue) => queue.stats()[figure])
  gauge(metrics, 'tradewind_work_running', 'Pieces of CPU-heavy work under way', of('running'), 'queue')
  gauge(metrics, 'tradewind_work_waiting', 'Pieces of work that wait for their turn', of('waiting'), 'queue')
  total(metrics, 'tradewind_work_done_total', 'Pieces of work done, well or badly', of('done'), 'queue')
  total(
    metrics,
    'tradewind_work_refused_total',
    'Work refused: it would have waited too long',
    of('refused'),
    'queue',
  )
}

/** How much room the disk with the pictures has. */
export function watchStorage(metrics: Metrics, folder: string) {
  const look = oncePerScrape(() => statfs(folder))
  const size = async () => (await look()).blocks * (await look()).bsize
  const free = async () => (await look()).bavail * (await look()).bsize
  gauge(metrics, 'tradewind_storage_size_bytes', 'Size of the disk under UPLOADS_DIR', size)
  gauge(metrics, 'tradewind_storage_free_bytes', 'Room left on the disk under UPLOADS_DIR', free)
}

const each = <Part>(parts: Record<string, Part>, figure: (part: Part) => number) =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, figure(part)]))
