/**
 * What a transaction of PostgreSQL sees: every transaction that had ended by then (pg_current_snapshot()).
 * Two of one origin can be compared, whichever process took them, and no clock is asked.
 */
export type Snapshot = {
  /**
   * Which database and which run of its server: within it transaction ids only rise. A restored backup, a standby that
   * took over and a server that was restarted are other origins, and nothing follows from their ids.
   */
  origin: string
  /** The first transaction id not yet given out, or still unfinished; none from here on is seen. */
  xmax: number
  /** Those below it that were still running. */
  running: number[]
}

/** Reads the text form of pg_snapshot, "xmin:xmax:xip,xip". */
export function parseSnapshot(text: string, origin: string): Snapshot {
  const [, xmax, running] = text.split(':')
  return { origin, xmax: Number(xmax), running: running ? running.split(',').map(Number) : [] }
}

/** Whether `later` sees everything that `earlier` sees. */
export function seesAllOf(later: Snapshot, earlier: Snapshot): boolean {
  if (later === earlier) return true
  return (
    later.origin === earlier.origin &&
    later.xmax >= earlier.xmax &&
    later.running.every((xid) => xid >= earlier.xmax || earlier.running.includes(xid))
  )
}

/** Whether one of the same origin misses something that `other` sees. */
export const isOlder = (one: Snapshot, other: Snapshot) =>
  one.origin === other.origin && !seesAllOf(one, other)
