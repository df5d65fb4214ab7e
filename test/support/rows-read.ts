import { row, type Tx } from '../../server/platform/postgres.ts'

/** What this work answers, and how many rows of a table it reads in its transaction, whether it has a use for them or not. */
export async function rowsRead<T>(tx: Tx, table: string, work: () => Promise<T>) {
  const before = await readSoFar(tx, table)
  const answer = await work()
  return { answer, read: (await readSoFar(tx, table)) - before }
}

/** What the connection has not told the statistics yet: this transaction's, and perhaps earlier ones'. */
async function readSoFar(tx: Tx, table: string) {
  const read = await row<{ n: number }>(
    tx,
    'select seq_tup_read + coalesce(idx_tup_fetch, 0) as n from pg_stat_xact_user_tables where relname = $1',
    [table],
  )
  return read?.n ?? 0
}
