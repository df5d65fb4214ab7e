import { setTimeout as sleep } from 'node:timers/promises'

/** How many requests a process is answering right now, and when it last refused one because it had too much to do. */
export type Requests = { inFlight: number; refusedAt: number }

/**
 * Lets work that can wait make way for people who do. It rests while more than a few requests are under way in this
 * process, or some were refused just now, at most `longestMs`, where everything there was is done: what comes meanwhile is
 * done in larger batches, which cost less. In a quiet shop nothing waits.
 */
export async function makeWay(requests: Requests, closing: AbortSignal, longestMs = 5_000): Promise<void> {
  const until = performance.now() + longestMs
  while (isBusy(requests) && performance.now() < until && !closing.aborted)
    await sleep(Math.min(lookMs, longestMs), undefined, { signal: closing }).catch(() => {})
}

/**
 * The same for work that comes without an end: asked between two batches, it lets each tenth of a second of work be
 * followed by eight of rest, and by as many more for each other such work of this process that has not done all there was. So
 * what gathered under load is done in a ninth of the time, by however many, and the rest of it afterwards.
 */
export function takeTurns(requests: Requests): (closing: AbortSignal, isDone: boolean) => Promise<void> {
  const behind = whoIsBehind.get(requests) ?? new Set()
  whoIsBehind.set(requests, behind)
  const self = Symbol('who takes turns')
  let since = performance.now()
  return async (closing, isDone) => {
    if (isDone) behind.delete(self)
    else behind.add(self)
    const workedMs = performance.now() - since
    if (isBusy(requests) && !isDone && workedMs < turnMs) return
    await makeWay(requests, closing, isDone ? undefined : Math.min(8 * workedMs * behind.size, 5_000))
    since = performance.now()
  }
}

const whoIsBehind = new WeakMap<Requests, Set<symbol>>()

/**
 * Who was refused is not under way, but comes again: a node that took the time it saved on him for something else would have
 * none for him then, either.
 */
const isBusy = ({ inFlight, refusedAt }: Requests) =>
  inFlight >= few || performance.now() - refusedAt < comesAgainMs

/** A node that answers each request in some ms has fewer under way, unless they wait for each other. */
const few = 8
/** What a refusal's Retry-After says at least. */
const comesAgainMs = 1_000
const lookMs = 50
const turnMs = 100
