import type { Mutant } from './mutants.ts'

export const eventMutants: Mutant[] = []
