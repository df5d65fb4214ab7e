import { counter, type Metrics } from './metrics.ts'

/** Counts batches of calls that share a transaction; `of` is what they do. The rate of the seconds is how many wait on average. */
export function sharingFigures(metrics: Metrics, of: string) {
  const count = (name: string, help: string) => counter(metrics, `tradewind_shared_${name}`, help, 'of')
  const transactions = count('transactions_total', 'Transactions that calls shared, or had alone')
  const calls = count('calls_total', 'Calls in these transactions')
  const waited = count('wait_seconds_total', 'Time that these calls waited for their transaction')
  for (const one of [transactions, calls, waited]) one.inc({ of }, 0)
  return (batchCalls: number, waitedMs: number) => {
    transactions.inc({ of })
    calls.inc({ of }, batchCalls)
    waited.inc({ of }, waitedMs / 1000)
  }
}
