import type { Mutant } from './mutants.ts'

export const accountMutants: Mutant[] = []
