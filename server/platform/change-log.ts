import type { Log } from './log.ts'
import { startLoop } from './loop.ts'
import { parseSnapshot, type Snapshot, seesAllOf } from './snapshot.ts'

/** What a node knows of changes made anywhere, and so which of the things it keeps are outdated. */
export type ChangeLog = {
  /** What was known when a read began: what it found is at least as new. Undefined before the first look. */
  position(): Snapshot | undefined
  /** Whether the last look is recent enough to tell what is outdated. */
  isCurrent(): boolean
  /** How long ago the last look began. */
  ageMs(): number
  /** Whether nothing known to have changed is missing from what was read under a position: a subject, or anything. */
  isFresh(position: Snapshot, subject: string | null): boolean
  /** Looks now; resolves when a look that began after the call is done, or has failed. */
  poll(): Promise<void>
  close(): Promise<void>
}

const lookEveryMs = 400
const currentForMs = 1_000
const mostSubjects = 10_000

/**
 * Follows a table of changes, a look every 400 ms. `changesSince` answers the snapshot it was made under and the
 * subjects of the changes that this one sees and the snapshot given does not, or "all" where there are too many or
 * where it cannot tell. Nothing hangs on a message that arrives or on a clock that is right.
 */
export function followChanges({ name, log, changesSince }: FollowOptions): ChangeLog {
  let position: string | undefined
  let known: Snapshot | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let anyChanged: Snapshot | undefined
  let allChanged: Snapshot | undefined
  const changed = new Map<string, Snapshot>()
  let waiting: (() => void)[] = []
  let closed = false

  const loop = startLoop({
    name,
    log,
    work: async () => {
      const served = waiting
      waiting = []
      try {
        const begun = performance.now()
        const found = await changesSince(position)
        learn(found)
        lookedAt = begun
      } finally {
        for (const resolve of served) resolve()
      }
      return waiting.length > 0 ? 0 : lookEveryMs
    },
  })

  function learn({ snapshot, origin, subjects }: Changes) {
    const now = parseSnapshot(snapshot, origin)
    // Of another origin: a server that was restarted, restored or replaced.
    const all = subjects === 'all' || now.origin !== known?.origin || changed.size > mostSubjects
    if (all) {
      changed.clear()
      allChanged = now
    } else for (const subject of subjects) changed.set(subject, now)
    if (all || subjects.length > 0) anyChanged = now
    position = snapshot
    known = now
  }

  const ageMs = () => performance.now() - lookedAt

  return {
    position: () => known,
    isCurrent: () => ageMs() < currentForMs,
    ageMs,
    isFresh(read, subject) {
      const since = subject === null ? anyChanged : (changed.get(subject) ?? allChanged)
      return since === undefined || seesAllOf(read, since)
    },
    poll: () =>
      new Promise((resolve) => {
        if (closed) return resolve()
        waiting.push(resolve)
        loop.wake()
      }),
    close: async () => {
      closed = true
      await loop.close()
      for (const resolve of waiting) resolve()
    },
  }
}

export type Changes = { snapshot: string; origin: string; subjects: string[] | 'all' }

type FollowOptions = {
  name: string
  log: Log
  changesSince(snapshot: string | undefined): Promise<Changes>
}
