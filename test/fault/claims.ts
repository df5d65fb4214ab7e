import { type Verdict, verdict } from './check/verdict.ts'
import type { Answer } from './people/caller.ts'

/** Machines that run tests are slow: a time that the shop keeps is judged with this slack. */
export const slack = 5

export const isRead = ({ route }: Answer) => route.startsWith('GET ')
export const isBrowsing = ({ route }: Answer) => /^GET \/products(\/:id)?$/.test(route)
export const isPlacing = ({ route }: Answer) => route === 'POST /products/placeorder'
export const isRegistering = ({ route }: Answer) => /userRegister|verify-otp/.test(route)
export const isThroughBalancer = ({ isDirect }: Answer) => !isDirect

/** No answer, or none that a client can go by. A 503 with Retry-After is one: nothing changed, come again. */
export const failed = ({ status, retryAfter }: Answer) =>
  status === 0 || (status >= 500 && !(status === 503 && retryAfter !== undefined))

/** None of these answers is one of those. */
export const none = (
  id: string,
  claim: string,
  answers: Answer[],
  isWrong: (answer: Answer) => boolean,
): Verdict => verdict(id, claim, answers.length, answers.filter(isWrong).map(told))

/** It took no longer than it may, with the slack of a busy machine. */
export const within = (id: string, claim: string, ms: number, limitMs: number): Verdict =>
  verdict(id, `${claim}: ${Math.round(ms)} ms, at most ${limitMs} (here ${limitMs * slack})`, 1, [
    ...(ms > limitMs * slack ? [`it took ${Math.round(ms)} ms`] : []),
  ])

const told = ({ route, status, ms, node }: Answer) =>
  `${route} ${status === 0 ? 'got no answer' : `was answered with ${status}`} after ${Math.round(ms)} ms${node ? ` by ${node}` : ''}`
