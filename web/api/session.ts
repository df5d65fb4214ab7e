import { ApiError } from './problem.ts'
import type { Schemas } from './schema.ts'
import { signal } from './signal.ts'

/**
 * Who is logged in: the access token and the user, in localStorage under one key, so that all tabs agree. What renews the
 * token is a cookie that no script reads. `over` is a session that ended while its page is still open: what was typed there
 * stays, and the page asks to log in again.
 */
export type Session = Schemas['LoggedIn'] & { renewAt: number }
export type SessionState = { session: Session | undefined; over: boolean }

const key = 'session'

export const sessionState = signal<SessionState>({ session: stored(), over: false })

export function logIn(answer: Schemas['LoggedIn']) {
  const session: Session = { ...answer, renewAt: Date.now() + lifetimeMs(answer.token) - renewBeforeMs }
  localStorage.setItem(key, JSON.stringify(session))
  sessionState.set({ session, over: false })
}

/** Changes what is shown of the user, after a change of the profile. */
export function setUser(user: Schemas['User']) {
  const { session } = sessionState.get()
  if (session) logIn({ ...session, user })
}

/** Ends the session on the server, or says nothing where that cannot be reached: this browser forgets it anyway. */
export async function logOut() {
  const { session } = sessionState.get()
  forget()
  sessionState.set({ session: undefined, over: false })
  await fetch('/api/logout', {
    method: 'POST',
    headers: session ? { authorization: `Bearer ${session.token}` } : {},
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {})
}

/** The server said that the session is over: the user stays named until they log in again or leave. */
export function sessionEnded() {
  const { session } = sessionState.get()
  forget()
  sessionState.set({ session: undefined, over: session !== undefined })
}

/** Goes on as a guest after a session that is over. */
export const leaveSession = () => sessionState.set({ session: undefined, over: false })

/** A token that is good for some seconds more, renewed where it is not; undefined for a guest. */
export async function accessToken(): Promise<string | undefined> {
  const { session } = sessionState.get()
  if (!session) return undefined
  return Date.now() < session.renewAt ? session.token : ((await renewSession(session.token)) ?? session.token)
}

/**
 * A newer token than `used`; undefined where the session is over. One tab at a time asks: the others find its answer.
 * @throws ApiError where no answer tells whether the session is over.
 */
export async function renewSession(used: string): Promise<string | undefined> {
  return alone(async () => {
    const current = stored()
    if (!current) return undefined
    if (current.token !== used) {
      sessionState.set({ session: current, over: false })
      return current.token
    }
    const response = await fetch('/api/refresh', {
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined)
    if (response?.status === 401) return undefined
    if (!response?.ok) throw new ApiError(response?.status ?? 0, {})
    const renewed: Schemas['Token'] = await response.json()
    // Another tab may have logged out meanwhile: a session is not brought back to life.
    if (!stored()) return undefined
    logIn({ ...current, ...renewed })
    return renewed.token
  })
}

/** Renews the token before it runs out, and follows what other tabs do. Call it once. */
export function keepSession() {
  addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) sessionState.set({ session: stored(), over: false })
  })
  setInterval(() => {
    if (document.visibilityState === 'visible') void accessToken().catch(() => {})
  }, 20_000)
}

/** Web Locks where the browser has them (any page over TLS or on localhost); else this tab alone takes its turn. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(key, work) as Promise<T>
  const turn = lastTurn.then(work, work)
  lastTurn = turn.catch(() => {})
  return turn
}
let lastTurn: Promise<unknown> = Promise.resolve()

function stored(): Session | undefined {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof value?.token === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** By the token's own two times: this machine's clock may be hours away from the server's. */
function lifetimeMs(token: string) {
  const claims = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  const { iat, exp } = JSON.parse(atob(claims))
  return (exp - iat) * 1000
}

const forget = () => localStorage.removeItem(key)

const renewBeforeMs = 60_000
