import type { Journal } from './journal.ts'
import type { Shop } from './shop.ts'

/** What a client knows of an attempt: it is done, it was refused and changed nothing, or nobody can tell. */
export type Outcome = 'done' | 'refused' | 'unknown'

/** One answer, or the lack of one (status 0), in ms of performance.now(). */
export type Answer = {
  at: number
  ms: number
  route: string
  /** Whether it went to one node, past the balancer. */
  isDirect: boolean
  status: number
  outcome: Outcome
  node: string | undefined
  retryAfter: string | undefined
  cache: string | undefined
}

/**
 * Calls the shop as somebody with a browser: keeps cookies and a token, and notes every answer in the journal.
 * Never throws: a broken connection is an answer that nobody can tell.
 */
export function createCaller(shop: Pick<Shop, 'url'>, { answers }: Pick<Journal, 'answers'>) {
  const cookies = new Map<string, string>()
  const caller = {
    cookies,
    token: undefined as string | undefined,
    async call<Body = Record<string, unknown>>(
      route: string,
      options: CallOptions = {},
    ): Promise<Reply<Body>> {
      const { body, headers = {}, at = shop.url, timeoutMs = 20_000 } = options
      const [method = 'GET', path = '/'] = route.split(' ')
      const begunAt = performance.now()
      const note = (status: number, read?: Headers): Answer => {
        const answer = {
          at: begunAt,
          ms: performance.now() - begunAt,
          route: kindOf(route),
          isDirect: at !== shop.url,
          status,
          outcome: outcomeOf(status),
          node: read?.get('x-served-by') ?? undefined,
          retryAfter: read?.get('retry-after') ?? undefined,
          cache: read?.get('x-cache') ?? undefined,
        }
        answers.push(answer)
        return answer
      }
      try {
        const response = await fetch(new URL(path, at), {
          method,
          headers: {
            ...(caller.token && { authorization: `Bearer ${caller.token}` }),
            ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
            ...(body && { 'content-type': 'application/json' }),
            ...headers,
          },
          body: body ? JSON.stringify(body) : null,
          signal: AbortSignal.timeout(timeoutMs),
        })
        const text = await response.text()
        const parsed = text === '' ? {} : JSON.parse(text)
        for (const line of response.headers.getSetCookie()) keep(cookies, line)
        return { ...note(response.status, response.headers), body: parsed as Body }
      } catch {
        return { ...note(0), body: {} as Body }
      }
    },
  }
  return caller
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 400) return 'done'
  return (status >= 400 && status < 500) || status === 503 ? 'refused' : 'unknown'
}

/** `GET /products/0193...?limit=2` is a `GET /products/:id`. */
const kindOf = (route: string) => route.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

function keep(cookies: Map<string, string>, line: string) {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (value === '') cookies.delete(name)
  else cookies.set(name, value)
}

export type Reply<Body> = Answer & { body: Body }
type CallOptions = {
  body?: object
  headers?: Record<string, string>
  /** The address of one node, instead of the shop's own. */
  at?: string
  timeoutMs?: number
}
