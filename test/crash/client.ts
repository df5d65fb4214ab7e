/** What a client knows of an attempt: it is done, it was refused and changed nothing, or nobody can tell. */
export type Outcome = 'done' | 'refused' | 'unknown'

export type Answer<Body> = { outcome: Outcome; status: number; body: Body }

/** Calls the shop as somebody with a token. Never throws: a broken connection is an answer that nobody can tell. */
export function createClient(shop: string, token: string) {
  return async <Body = Record<string, unknown>>(
    route: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => {
    const [method = 'GET', path = '/'] = route.split(' ')
    try {
      const response = await fetch(new URL(path, shop), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(10_000),
      })
      const answer = (await response.json()) as Body
      return { outcome: outcomeOf(response.status), status: response.status, body: answer }
    } catch {
      return { outcome: 'unknown', status: 0, body: {} as Body }
    }
  }
}

function outcomeOf(status: number): Outcome {
  if (status < 300) return 'done'
  return status < 500 || status === 503 ? 'refused' : 'unknown'
}
