import { accountMutants } from './accounts.ts'
import { catalogMutants } from './catalog.ts'
import { durabilityMutants } from './durability.ts'
import { edgeMutants } from './edge.ts'
import { eventMutants } from './events.ts'
import { faultMutants } from './faults.ts'
import { kafkaMutants } from './kafka.ts'
import { orderMutants } from './orders.ts'
import { sharingMutants } from './sharing.ts'
import { statsMutants } from './stats.ts'

/**
 * A seeded bug: what is exchanged for what (it must stand there once), and the tests that must turn red; of a long file
 * only those whose title holds `only`.
 */
export type Mutant = {
  id: string
  bug: string
  file: string
  find: string
  replace: string
  tests: string[]
  only?: string
}

export const mutants: Mutant[] = [
  ...orderMutants,
  ...accountMutants,
  ...catalogMutants,
  ...eventMutants,
  ...statsMutants,
  ...sharingMutants,
  ...durabilityMutants,
  ...kafkaMutants,
  ...edgeMutants,
  ...faultMutants,
]
