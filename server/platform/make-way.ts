import { setTimeout as sleep } from 'node:timers/promises'

/** How many requests a process is answering right now. */
export type Requests = { inFlight: number }

/**
 * Lets work that can wait make way for people who do: it rests while more than a few requests are under way in this
 * process, at most `longestMs`. It is called where everything there was is done: until then the work goes on, so
 * nothing is held back for longer, and what has come meanwhile is done in larger batches, which cost less. In a quiet
 * shop nothing waits.
 */
export async function makeWay(requests: Requests, closing: AbortSignal, longestMs = 5_000): Promise<void> {
  const until = performance.now() + longestMs
  while (requests.inFlight >= few && performance.now() < until && !closing.aborted)
    await sleep(Math.min(lookMs, longestMs), undefined, { signal: closing }).catch(() => {})
}

/** A node that answers each request in some ms has fewer under way, unless they wait for each other. */
const few = 8
const lookMs = 50
