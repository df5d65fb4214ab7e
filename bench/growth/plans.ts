import { readFileSync } from 'node:fs'
import { nodeName } from './grown-shop.ts'

/**
 * Rows read and buffers touched by what the node's requests had PostgreSQL do, by EXPLAIN (ANALYZE, BUFFERS) of each statement, which the
 * log has from this place on. What the node does without being asked (its looks for changes) has a pool of its own, and does not count.
 */
export function readPlans(logFile: string, from: number): Read {
  const log = readFileSync(logFile).subarray(from).toString('utf8')
  const sum = { rows: 0, buffers: 0 }
  for (const entry of log.split(/^(?=\S)/m)) {
    const [head = '', ...plan] = entry.split('\n')
    if (!head.includes(`] tradewind ${nodeName} LOG:`) || !head.endsWith('plan:')) continue
    const { Plan } = JSON.parse(plan.join('\n')) as { Plan: PlanNode }
    sum.buffers += Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
    sum.rows += rowsRead(Plan)
  }
  return sum
}

/** What the scans looked at, what they threw away too. */
function rowsRead(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, one) => sum + rowsRead(one), 0)
  if (
    !/Scan$/.test(node['Node Type']) ||
    /^(CTE|Subquery|Function|Bitmap Index|WorkTable|Named Tuplestore)/.test(node['Node Type'])
  )
    return below
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return below + (node['Actual Rows'] + removed) * node['Actual Loops']
}

export type Read = { rows: number; buffers: number }

type PlanNode = {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: PlanNode[]
}
