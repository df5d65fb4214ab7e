/**
 * How many connections PostgreSQL may be asked for (O8). A node and a worker keep a pool of DATABASE_POOL_SIZE and two
 * connections for the lists that they follow; what is left is for migrate, the command line and the superuser. A rolling
 * deploy ends a node before its successor starts, so it takes none beside them.
 */
export function connectionBudget({ processes, poolSize }: { processes: number; poolSize: number }): number {
  return processes * (poolSize + lists) + reserve
}

const lists = 2
const reserve = 20
