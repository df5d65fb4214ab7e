/** How often a scenario measures, and how long each time. */
export type Options = { rounds: number; seconds: number }
