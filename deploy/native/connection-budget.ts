/**
 * How many connections PostgreSQL may be asked for (O8). A node keeps a pool of DATABASE_POOL_SIZE and two connections for
 * the lists that it follows, a worker one more for its relay's locks; what is left is for migrate, the command line and
 * the superuser. A rolling deploy ends a process before its successor starts, so it takes none beside them.
 */
export function connectionBudget({ nodes, workers, poolSize }: Processes): number {
  return nodes * (poolSize + lists) + workers * (poolSize + lists + locks) + reserve
}

const lists = 2
const locks = 1
const reserve = 20

type Processes = { nodes: number; workers: number; poolSize: number }
