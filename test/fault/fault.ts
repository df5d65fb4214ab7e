import type { Verdict } from './check/verdict.ts'
import type { Stage } from './stage.ts'

/** A fault: what it does to a shop that is in use, and what must hold while it does. The invariants hold for all. */
export type Fault = {
  id: string
  title: string
  /** Breaks something, mends it, and answers what it saw meanwhile. Must leave everything mended. */
  run(stage: Stage): Promise<Verdict[]>
  /** Why it cannot be done here, or undefined. */
  missing?(): string | undefined
  /** Left out of the random mix: it takes too long, or changes what the others need. */
  alone?: true
}
