/**
 * What a transaction of PostgreSQL sees: every transaction that had ended by then (pg_current_snapshot()).
 * Two of one cluster can be compared, whichever process took them, and no clock is asked.
 */
export type Snapshot = {
  /** The first transaction id not yet given out, or still unfinished; none from here on is seen. */
  xmax: number
  /** Those below it that were still running. */
  running: number[]
}

/** Reads the text form of pg_snapshot, "xmin:xmax:xip,xip". */
export function parseSnapshot(text: string): Snapshot {
  const [, xmax, running] = text.split(':')
  return { xmax: Number(xmax), running: running ? running.split(',').map(Number) : [] }
}

/** Whether `later` sees everything that `earlier` sees. */
export function seesAllOf(later: Snapshot, earlier: Snapshot): boolean {
  if (later === earlier) return true
  return (
    later.xmax >= earlier.xmax &&
    later.running.every((xid) => xid >= earlier.xmax || earlier.running.includes(xid))
  )
}
