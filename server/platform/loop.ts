import type { Log } from './log.ts'

export type Loop = {
  /** Calls `work` now, or once more when it is running. */
  wake(): void
  /** Lets the running `work` finish and calls it no more. */
  close(): Promise<void>
}

/**
 * Calls `work` at once, whenever woken, and after as many ms as it answered: never twice at the same time. When it
 * throws (PostgreSQL is away, say) it is called again after a pause that grows to 2 s; the first failure is logged.
 */
export function startLoop({ name, log, before, work }: LoopOptions): Loop {
  let bell = Promise.withResolvers<void>()
  const closing = new AbortController()
  const running = run()
  return {
    wake: () => bell.resolve(),
    close: async () => {
      closing.abort()
      bell.resolve()
      await running
    },
  }

  async function run() {
    let failures = 0
    while (!closing.signal.aborted) {
      bell = Promise.withResolvers()
      let pauseMs: number
      try {
        pauseMs = await work()
        if (failures > 0) log.info({ failures }, `${name} works again`)
        failures = 0
      } catch (error) {
        pauseMs = Math.min(2000, 50 * 2 ** failures++) * (0.5 + Math.random() / 2)
        if (failures === 1) log.warn({ err: error }, `${name} failed and is tried again until it works`)
      }
      if (closing.signal.aborted) return
      if (pauseMs > 0) {
        const timer = setTimeout(bell.resolve, Math.min(pauseMs, 2 ** 31 - 1))
        await bell.promise
        clearTimeout(timer)
      }
      await before?.(closing.signal, pauseMs > 0)
    }
  }
}

type LoopOptions = {
  name: string
  log: Log
  /**
   * What to wait for before `work` is called again; `isDone` where it asked for a pause, which has ended. `closing` is aborted
   * when the loop is to end.
   */
  before?(closing: AbortSignal, isDone: boolean): Promise<unknown>
  /** Answers after how many ms to call it again unless woken before; 0 is at once, Infinity not before. */
  work(): Promise<number>
}
