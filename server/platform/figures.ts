/**
 * Numbers that change faster than the pages that show them, read for all pages at once: at most one query runs at a
 * time, and it asks for every id that was wanted within the last 5 s.
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

const wantedForMs = 5_000

/** `load` answers the figures of these ids; one that is missing counts as 0. */
export function createFigures(load: (ids: string[]) => Promise<Map<string, number>>): Figures {
  const known = new Map<string, { figure: number | undefined; readAt: number; wantedAt: number }>()
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
    for (const [id, { wantedAt }] of known) if (now - wantedAt > wantedForMs) known.delete(id)
    const ids = [...known.keys()]
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
        else known.set(id, { figure: undefined, readAt: Number.NEGATIVE_INFINITY, wantedAt: now })
      }
      if (!running) return start()
      const { ids: asked, done } = running
      if (ids.every((id) => asked.has(id))) return done
      next ??= done.then(start, start)
      return next
    },
    learn(ids, figures, readAt) {
      for (const [i, id] of ids.entries()) {
        if ((known.get(id)?.readAt ?? Number.NEGATIVE_INFINITY) < readAt)
          known.set(id, { figure: figures[i], readAt, wantedAt: performance.now() })
      }
    },
    get: (id) => known.get(id)?.figure,
  }
}
