import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How many requests a process is answering right now, how many it has let in and refused so far, and when the last of these;
 * `elsewhere`: whether people wait at another process that this one works for.
 */
export type Requests = {
  inFlight: number
  letIn: number
  refused: number
  refusedAt: number
  elsewhere: boolean
}

/**
 * Lets work that can wait make way for people who do. It rests while more than a few requests are under way in this
 * process, or some were refused just now, or people wait at a node that it works for, at most `longestMs`, where everything
 * there was is done: what comes meanwhile is done in larger batches, which cost less. In a quiet shop nothing waits.
 */
export async function makeWay(requests: Requests, closing: AbortSignal, longestMs = 5_000): Promise<void> {
  const until = performance.now() + longestMs
  while (isBusy(requests) && performance.now() < until && !closing.aborted)
    await sleep(Math.min(lookMs, longestMs), undefined, { signal: closing }).catch(() => {})
}

/**
 * The same for work that comes without an end: asked between two batches, it lets each twentieth of a second of work be
 * followed by eight of rest, and by as many more for each other such work of this process that has not done all there was: what
 * gathered under load is done in a ninth of the time, by however many, and the rest of it afterwards. Where one of four requests is let in
 * it rests four times as long, since to refuse the others takes time as well; but 30 s at most, and `longestMs` where it has done
 * all there was.
 */
export function takeTurns(
  requests: Requests,
  longestMs?: number,
): (closing: AbortSignal, isDone: boolean) => Promise<void> {
  const behind = whoIsBehind.get(requests) ?? new Map()
  whoIsBehind.set(requests, behind)
  const self = Symbol('who takes turns')
  let since = performance.now()
  let { letIn, refused } = requests
  return async (closing, isDone) => {
    const now = performance.now()
    if (isDone) behind.delete(self)
    else behind.set(self, now)
    for (const [one, seenAt] of behind) if (now - seenAt > 2 * longestRestMs) behind.delete(one)
    const workedMs = now - since
    if (isBusy(requests) && !isDone && workedMs < turnMs) return
    const comeForOne = 1 + (requests.refused - refused) / Math.max(1, requests.letIn - letIn)
    const restMs = 8 * workedMs * behind.size * comeForOne
    await makeWay(requests, closing, isDone ? longestMs : Math.min(restMs, longestRestMs))
    since = performance.now()
    ;({ letIn, refused } = requests)
  }
}

/** And since when: who has not asked for so long that he cannot be resting has ended, or waits for something to do. */
const whoIsBehind = new WeakMap<Requests, Map<symbol, number>>()

/**
 * Who was refused is not under way, but comes again: a node that took the time it saved on him for something else would have
 * none for him then, either.
 */
export const isBusy = ({ inFlight, refusedAt, elsewhere }: Requests) =>
  elsewhere || inFlight >= few || performance.now() - refusedAt < comesAgainMs

/** A node that answers each request in some ms has fewer under way, unless they wait for each other. */
const few = 8
/** What a refusal's Retry-After says at least. */
const comesAgainMs = 1_000
const lookMs = 50
/** While it lasts people gather, and with too many under way the next are refused. */
const turnMs = 50
const longestRestMs = 30_000
