import type { Db } from './postgres.ts'

/** The same database, but a statement that has not answered after so long fails as if the connection were gone. */
export function impatient(db: Db, timeoutMs: number): Db {
  return {
    query: (config) => db.query({ ...config, query_timeout: timeoutMs } as typeof config),
  }
}
