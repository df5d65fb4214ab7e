import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import type { Schemas } from '../../api/schema.ts'
import { randomId } from '../../ui/random-id.ts'

/**
 * An order on its way: its key and its body stay in this browser, the same for every try, until an answer settles it. `unsure`:
 * a try got no answer, so the order may exist.
 */
export type Attempt = { userId: string; key: string; body: Schemas['PlaceOrder']; unsure: boolean }

/** Places an order, never twice: a second call while the first is on its way gets the first one's answer. */
export function placeOrder(userId: string, body: Schemas['PlaceOrder']): Promise<Schemas['Order']> {
  onItsWay ??= start(userId, body).finally(() => {
    onItsWay = undefined
  })
  return onItsWay
}

async function start(userId: string, body: Schemas['PlaceOrder']) {
  const earlier = unsettled(userId)
  if (!earlier && !navigator.onLine) throw new ApiError(0, { code: 'offline' })
  return settle(earlier ?? { userId, key: randomId(), body, unsure: false })
}

/** An earlier attempt of this user's that nobody knows the end of. */
export function unsettled(userId: string): Attempt | undefined {
  try {
    const attempt: Attempt | null = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return attempt?.userId === userId ? attempt : undefined
  } catch {
    return undefined
  }
}

/**
 * Sends an attempt until an answer settles it, a few times at most.
 * @throws ApiError when it is refused: nothing was ordered; or when nobody knows yet, and then the attempt is kept.
 */
async function settle(attempt: Attempt): Promise<Schemas['Order']> {
  let { unsure } = attempt
  for (const pauseMs of [...pausesMs, undefined]) {
    // The tab may be closed before an answer comes: until then nobody is sure.
    keep({ ...attempt, unsure: true })
    const answer = await send(attempt)
    if (!(answer instanceof Error)) {
      forget()
      return answer
    }
    unsure ||= !(answer instanceof ApiError && answer.refused)
    if (!unsure || isFinal(answer)) {
      forget()
      throw answer
    }
    if (pauseMs === undefined || isAboutSession(answer)) throw answer
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  throw new Error('unreachable')
}

const send = ({ key, body }: Attempt): Promise<Schemas['Order'] | Error> =>
  call('POST /products/placeorder', { headers: { 'idempotency-key': key }, body }).catch((error) => error)

/** An answer that looked at the cart ends the attempt: had the order been made, it would have been answered again. */
const isFinal = (answer: Error) => answer instanceof ApiError && [400, 409, 422].includes(answer.status)

const isAboutSession = (answer: Error) => answer instanceof ApiError && [401, 403].includes(answer.status)

const keep = (attempt: Attempt) => localStorage.setItem(storageKey, JSON.stringify(attempt))
const forget = () => localStorage.removeItem(storageKey)

const storageKey = 'order-attempt'
const pausesMs = [1_000, 3_000]
let onItsWay: Promise<Schemas['Order']> | undefined
