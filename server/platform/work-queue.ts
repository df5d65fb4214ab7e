import { overloaded } from '../errors.ts'

/**
 * Runs CPU-heavy work a few at a time. It is bounded by time: what would wait longer than `maxWaitMs`, judged by how
 * long the work took lately, is refused at once with a 503, so that a flood costs nothing and those let in are served soon.
 * Patient work has a line of its own, with bounds of its own, and gives way: it gets every fourth turn, so that a flood
 * of the other cannot shut it out. Retry-After says when all who wait are through.
 */
export function createWorkQueue(options: WorkQueueOptions) {
  const { concurrency, maxWaitMs, expectedMs } = options
  const prompt: Line = { waiting: [], maxWaitMs, limit: Number.POSITIVE_INFINITY }
  const patient: Line = { waiting: [], ...(options.patient ?? { maxWaitMs, limit: 0 }) }
  let running = 0
  let turns = 0
  let averageMs = expectedMs
  const counts = { done: 0, refused: 0 }

  async function run<T>(work: () => Promise<T>, { patiently = false } = {}): Promise<T> {
    // The one who leaves hands its place over, so `running` never shows a gap that a newcomer could take.
    if (running >= concurrency) await turnIn(patiently ? patient : prompt)
    else running++
    const begun = performance.now()
    try {
      return await work()
    } finally {
      averageMs += (performance.now() - begun - averageMs) / 8
      counts.done++
      const next = nextWaiter()
      if (next) next.enter()
      else running--
    }
  }

  function turnIn(line: Line): Promise<void> {
    if (isFull(line)) return Promise.reject(refusal(waitFor(line)))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leaveBy = performance.now() + line.maxWaitMs * leeway
    line.waiting.push({ leaveBy, enter: resolve, refuse: () => reject(refusal(waitFor(line))) })
    return promise
  }

  function isFull(line: Line) {
    return waitFor(line) > line.maxWaitMs || line.waiting.length >= line.limit
  }

  function refusal(waitMs: number) {
    counts.refused++
    return overloaded(waitMs / 1000)
  }

  /** How long who joins this line now waits, if nobody comes after; a turn that runs counts as one that has just begun. */
  function waitFor(line: Line) {
    const [ahead, others] = [line.waiting.length, line === prompt ? patient.waiting : prompt.waiting]
    const passing = line === prompt ? Math.min(others.length, Math.ceil((ahead + 1) / 3)) : others.length
    return ((ahead + passing + 1) * averageMs) / concurrency
  }

  function nextWaiter() {
    const lines = ++turns % 4 === 0 ? [patient, prompt] : [prompt, patient]
    for (const { waiting } of lines)
      for (let first = waiting.shift(); first; first = waiting.shift()) {
        if (performance.now() <= first.leaveBy) return first
        // Work became slower, or others kept passing: better a 503 now than an answer that nobody waits for.
        first.refuse()
      }
    return undefined
  }

  return Object.assign(run, {
    /** What work that is not patient would be refused with now: whoever asks first need not even read what is wanted. */
    refusal: () => (running >= concurrency && isFull(prompt) ? refusal(waitFor(prompt)) : undefined),
    stats: (): WorkQueueStats => ({
      running,
      waiting: prompt.waiting.length + patient.waiting.length,
      ...counts,
    }),
  })
}

/** How much longer than was estimated anybody is kept waiting. */
const leeway = 1.25

export type WorkQueueStats = { running: number; waiting: number; done: number; refused: number }

type Line = { waiting: Waiter[]; maxWaitMs: number; limit: number }
type Waiter = { leaveBy: number; enter: () => void; refuse: () => void }

/**
 * `expectedMs`: how long one piece takes, until it has been seen. `patient`: how long patient work may wait, and how
 * many of it, since each holds a request open; without it there is none.
 */
export type WorkQueueOptions = {
  concurrency: number
  maxWaitMs: number
  expectedMs: number
  patient?: { maxWaitMs: number; limit: number }
}
