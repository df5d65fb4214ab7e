/**
 * Turns at something of which there are `size`: who finds none free waits in line, at most `waitMs` and behind at most
 * `limit` others. `refuse` makes the error for those who cannot wait, `refuseAll` sends everybody in line away.
 * Who takes a turn `ahead` waits only behind others who do, however long the line is.
 */
export function createTurns(options: { size: number; limit: number; waitMs: number; refuse: () => Error }) {
  const [ahead, behind] = [new Set<Waiter>(), new Set<Waiter>()]
  let free = options.size

  const leave = () => {
    const [next] = ahead.size > 0 ? ahead : behind
    if (next) next.enter()
    else free++
  }

  /** A turn where one is free right now. */
  function takeFree(): (() => void) | undefined {
    if (free === 0) return undefined
    free--
    return leave
  }

  function take({ isAhead = false } = {}): Promise<() => void> {
    const turn = takeFree()
    if (turn) return Promise.resolve(turn)
    const line = isAhead ? ahead : behind
    if (line.size >= options.limit) return Promise.reject(options.refuse())
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      line.delete(waiter)
      settle()
    }
    const timer = setTimeout(() => waiter.refuse(options.refuse()), options.waitMs)
    const waiter: Waiter = { enter: end(() => resolve(leave)), refuse: (error) => end(() => reject(error))() }
    line.add(waiter)
    return promise
  }

  return {
    take,
    takeFree,
    refuseAll: (error: unknown) => {
      for (const waiter of [...ahead, ...behind]) waiter.refuse(error)
    },
    waiting: () => ahead.size + behind.size,
  }
}

export type Turns = ReturnType<typeof createTurns>
type Waiter = { enter: () => void; refuse: (error: unknown) => void }
