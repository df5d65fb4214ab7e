import { AppError, overloaded } from '../errors.ts'
import { isConnectionLost, type Pool, type WholeTx } from './postgres.ts'
import type { Span, Tracing } from './tracing.ts'
import { createTurns, type Turns } from './turns.ts'

/**
 * Lets calls share transactions: one that finds a place free goes at once and alone, those that arrive while all places
 * are taken go together in the next, in the order in which they came. No timer: an idle shop waits for nothing.
 * A line whose lists are short takes turns with the one that it gives way to: fewer transactions at a time are longer lists,
 * and a call costs less the more it shares with. Long ones go beside each other, so that PostgreSQL has always something to
 * do. Who is held up, by a lock, holds up only its own line: the others go beside it after a while.
 *
 * `work` answers each call, or says why it refused it, which is no failure of the others. What it throws is taken for
 * the fault of one call, which is found by halving: the others are done without it. Only where the connection was lost
 * do all share the end: before COMMIT nothing has changed (503), after it nobody knows (500).
 *
 * They wait for a connection before all who only look around: each carries many, and the shop lives on them (O4). Their
 * statements take the list whole, however short it is, so each is planned once.
 * Who would wait too long is refused at once (503), judged by how many wait and by how long transactions take, those
 * under way included, and by how much longer they take than they must: a machine that is busy shows in both.
 */
export function shareTransactions<Call, Answer>(
  db: Pick<Pool, 'transaction'>,
  work: (tx: WholeTx, calls: Call[]) => Promise<(Answer | AppError)[]>,
  options: SharingOptions<Call>,
): Sharing<Call, Answer> {
  const { inFlight, maxCalls, maxWaiting, maxWaitMs, ownerOf, tracing, givesWayTo } = {
    ...defaults,
    ...options,
  }
  const turns =
    givesWayTo?.turns ??
    createTurns({
      size: inFlight,
      limit: Number.POSITIVE_INFINITY,
      waitMs: maxWaitMs / 4,
      refuse: overloaded,
    })
  const waiting = new Set<Waiter<Call, Answer>>()
  const owners = new Set<unknown>()
  let running = 0
  let averageCalls = 0
  let averageMs = 0
  let leastMs = 0
  let lastAskedAt = 0

  function refusal() {
    const waitMs = expectedWaitMs()
    if (waitMs > maxWaitMs || waiting.size >= maxWaiting || givesWayTo?.isFull())
      return overloaded(waitMs / 1000)
    return undefined
  }

  function share(call: Call) {
    const refused = refusal()
    if (refused) return Promise.reject(refused)
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    waiting.add({ call, since: performance.now(), span: tracing?.active(), resolve, reject })
    if (running < inFlight) void run()
    return promise
  }

  return Object.assign(share, { refusal, isFull, isSlow, turns })

  function isFull() {
    return waiting.size >= maxCalls && expectedWaitMs() > maxWaitMs / 2
  }

  function isSlow() {
    return expectedWaitMs() > maxWaitMs / 4
  }

  function expectedWaitMs() {
    if (running < inFlight) return 0
    const ahead = 1 + Math.floor(waiting.size / maxCalls)
    // One that a slow disk holds up for a moment is no queue yet, so how long it has taken counts half.
    const queueMs = Math.max((ahead * averageMs) / inFlight, (performance.now() - lastAskedAt) / 2)
    return queueMs + averageMs - leastMs
  }

  async function run() {
    running++
    while (waiting.size > 0) {
      const askedAt = performance.now()
      lastAskedAt = askedAt
      const isLong = averageCalls > maxCalls / 2
      const leave = turns.takeFree() ?? (isLong ? beside : await turns.take().catch(() => beside))
      const batch = next()
      if (batch.length > 0) await runBatch(batch)
      leave()
      if (batch.length === 0) break
      averageCalls += (batch.length - averageCalls) / 8
      const tookMs = performance.now() - askedAt
      if (leastMs === 0) averageMs = leastMs = tookMs
      averageMs += (tookMs - averageMs) / 8
      // Forgotten slowly: where every transaction has become slower, that is how long they must take.
      leastMs = Math.min(tookMs, leastMs + (averageMs - leastMs) / 1_000)
      for (const { call } of batch) owners.delete(ownerOf(call))
    }
    running--
  }

  function runBatch(batch: Waiter<Call, Answer>[]) {
    const begunAt = performance.now()
    options.onBatch?.(batch.length, sum(batch.map(({ since }) => begunAt - since)))
    // Traced below the first of its calls.
    return tracing ? tracing.within(batch[0]?.span, () => settle(batch)) : settle(batch)
  }

  /** The first in line, without those of whom another call is under way. */
  function next() {
    // Who has waited much longer than was estimated is not waited for any more.
    const late = performance.now() - 5 * maxWaitMs
    const batch: Waiter<Call, Answer>[] = []
    for (const waiter of waiting) {
      if (batch.length === maxCalls) break
      const owner = ownerOf(waiter.call)
      if (owners.has(owner)) continue
      waiting.delete(waiter)
      if (waiter.since < late) waiter.reject(overloaded())
      else {
        owners.add(owner)
        batch.push(waiter)
      }
    }
    return batch
  }

  async function settle(batch: Waiter<Call, Answer>[]): Promise<void> {
    const calls = batch.map(({ call }) => call)
    try {
      const answers = await db.transaction((tx) => work(tx, calls), { isAhead: true, isPlannedOnce: true })
      // A hundred answers take the event loop milliseconds: PostgreSQL has the next list in hand meanwhile.
      setImmediate(tell, batch, answers)
    } catch (error) {
      const isRefusal = error instanceof AppError && error.status === 503
      if (batch.length > 1 && !isRefusal && !isConnectionLost(error)) {
        const middle = batch.length >> 1
        await settle(batch.slice(0, middle))
        await settle(batch.slice(middle))
        return
      }
      for (const { reject } of batch) reject(error)
      if (isRefusal) refuseWaiting(error)
    }
  }

  /** Nobody has to find out for himself that PostgreSQL is away. */
  function refuseWaiting(error: AppError) {
    for (const { reject } of waiting) reject(error)
    waiting.clear()
  }
}

/**
 * `refusal` is what a call would be refused with now: whoever asks first need not even read what is wanted. `isFull`: more
 * wait than the next transaction takes, and each for more than half as long as anybody may. `isSlow`: who
 * comes waits for more than a quarter of that. `turns`: at which its transactions go.
 */
export type Sharing<Call, Answer> = ((call: Call) => Promise<Answer>) &
  Line & { refusal(): AppError | undefined }

export type Line = { isFull(): boolean; isSlow(): boolean; turns: Turns }

function tell<Call, Answer>(batch: Waiter<Call, Answer>[], answers: (Answer | AppError)[]) {
  for (const [i, { resolve, reject }] of batch.entries()) {
    const answer = answers[i] as Answer | AppError
    if (answer instanceof AppError) reject(answer)
    else resolve(answer)
  }
}

/** Who goes beside the others has no turn to give back. */
const beside = () => {}

const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0)

const defaults = { inFlight: 1, maxCalls: 100, maxWaiting: 500 }

type Waiter<Call, Answer> = {
  call: Call
  since: number
  /** Where the call came from. */
  span: Span | undefined
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * How many transactions run at a time, and of how many calls each; how many calls may wait, and how long by estimate.
 * While the line that it gives way to is full, all are refused; its transactions take turns with that line's.
 * Calls of one owner go one after the other. `onBatch` is told of each transaction.
 */
export type SharingOptions<Call> = Partial<typeof defaults> & {
  maxWaitMs: number
  givesWayTo?: Line
  ownerOf: (call: Call) => unknown
  tracing?: Tracing | undefined
  onBatch?: (calls: number, waitedMs: number) => void
}
