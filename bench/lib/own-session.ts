/**
 * For a process that puts load on a shop. Linux shares a core between sessions before it shares it between their processes
 * (`kernel.sched_autogroup_enabled`), and each process of PostgreSQL has a session of its own: a node would have half of what they have, and its
 * generator the other half, for having been started from one terminal. Whoever visits a shop is not in its session.
 */
export const ofItsOwnSession = { detached: true } as const
