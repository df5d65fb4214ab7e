/**
 * Numbers that change faster than the pages that show them, read for all pages at once: at most one query runs at a
 * time, and it asks for every id that was wanted within the last second. What came along with a page that nobody has asked
 * for again is not among them, or a crawler would have the whole shop read four times a second.
 */
export type Figures = {
  /** How old in ms the oldest of these figures is; Infinity when one was never read. */
  age(ids: string[]): number
  /** Reads again; resolves when a query that asked for these ids has answered. @throws what the query throws. */
  refresh(ids: string[]): Promise<void>
  /** Takes figures that were read along with a page, by a read that began at `readAt`. */
  learn(ids: string[], figures: number[], readAt: number): void
  /** The last figure read, or undefined. */
  get(id: string): number | undefined
}

const keptForMs = 1_000

/** `load` answers the figures of these ids; one that is missing counts as 0. */
export function createFigures(load: (ids: string[]) => Promise<Map<string, number>>): Figures {
  const known = new Map<string, Known>()
  let running: { ids: Set<string>; done: Promise<void> } | undefined
  let next: Promise<void> | undefined

  async function read(ids: string[]) {
    const begun = performance.now()
    const loaded = await load(ids)
    for (const id of ids) {
      const one = known.get(id)
      if (one && one.readAt < begun) Object.assign(one, { figure: loaded.get(id) ?? 0, readAt: begun })
    }
  }

  function start(): Promise<void> {
    next = undefined
    const now = performance.now()
    const ids: string[] = []
    for (const [id, { wantedAt, readAt }] of known) {
      if (now - wantedAt <= keptForMs) ids.push(id)
      else if (now - readAt > keptForMs) known.delete(id)
    }
    const done = read(ids).finally(() => {
      running = undefined
    })
    running = { ids: new Set(ids), done }
    return done
  }

  return {
    age(ids) {
      let oldest = Number.POSITIVE_INFINITY
      for (const id of ids) oldest = Math.min(oldest, known.get(id)?.readAt ?? Number.NEGATIVE_INFINITY)
      return performance.now() - oldest
    },
    refresh(ids) {
      const now = performance.now()
      for (const id of ids) {
        const one = known.get(id)
        if (one) one.wantedAt = now
        else known.set(id, { ...never, wantedAt: now })
      }
      if (!running) return start()
      const { ids: asked, done } = running
      if (ids.every((id) => asked.has(id))) return done
      next ??= done.then(start, start)
      return next
    },
    learn(ids, figures, readAt) {
      for (const [i, id] of ids.entries()) {
        const { readAt: knownAt, wantedAt } = known.get(id) ?? never
        if (knownAt < readAt) known.set(id, { figure: figures[i], readAt, wantedAt })
      }
    },
    get: (id) => known.get(id)?.figure,
  }
}

type Known = { figure: number | undefined; readAt: number; wantedAt: number }

const never: Known = {
  figure: undefined,
  readAt: Number.NEGATIVE_INFINITY,
  wantedAt: Number.NEGATIVE_INFINITY,
}
