import { overloaded } from '../errors.ts'

/**
 * Lets one picture at a time through: decoding takes a core and much memory, and the catalogue needs the other one.
 * @throws a 503 when too many wait already.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= waitingLimit)
    throw overloaded('Too many pictures are being worked on, and nothing was changed. Try again in a moment.')
  waiting++
  const turn = last.then(work)
  last = turn.catch(() => {})
  return turn.finally(() => waiting--)
}

/** Uploads, which wait for one picture at a time: eight of eight pictures are done within a minute. */
const waitingLimit = 8
let waiting = 0
let last: Promise<unknown> = Promise.resolve()
