import { overloaded } from '../errors.ts'

/**
 * Runs CPU-heavy work a few at a time. It is bounded by time: what would wait longer than `maxWaitMs`, judged by how
 * long the work took lately, is refused at once with a 503, so that a flood costs nothing and those let in are served soon.
 */
export function createWorkQueue({ concurrency, maxWaitMs, expectedMs }: WorkQueueOptions) {
  const waiting: (() => void)[] = []
  let running = 0
  let averageMs = expectedMs

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= concurrency) {
      if (((waiting.length + 1) * averageMs) / concurrency > maxWaitMs) throw overloaded()
      // The one who leaves hands its place over, so `running` never shows a gap that a newcomer could take.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    const begun = performance.now()
    try {
      return await work()
    } finally {
      averageMs += (performance.now() - begun - averageMs) / 8
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
  return run
}

/** `expectedMs`: how long one piece takes, until it has been seen. */
export type WorkQueueOptions = { concurrency: number; maxWaitMs: number; expectedMs: number }
