/** Somebody with a browser: keeps cookies, sends the token it was given, and wants the status it expects. */
export function createVisitor(shop: string) {
  const cookies = new Map<string, string>()
  let token: string | undefined
  return {
    useToken: (given: string | undefined) => {
      token = given
    },
    /** The body of the answer. Throws a sentence when nobody answers or the status is another. */
    ask: async <Body = Record<string, unknown>>(route: string, options: Ask = {}): Promise<Body> => {
      const [method = 'GET', path = '/'] = route.split(' ')
      const response = await send(new URL(path, shop), {
        method,
        headers: {
          accept: 'application/json',
          ...(options.body !== undefined && { 'content-type': 'application/json' }),
          ...(cookies.size > 0 && {
            cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...options.headers,
        },
        body: options.body === undefined ? null : JSON.stringify(options.body),
      })
      for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
      const text = await response.text()
      if (response.status === (options.expect ?? 200)) return parse(text) as Body
      const problem = parse(text) as { code?: string; detail?: string; title?: string } | undefined
      const said = problem?.detail ?? problem?.title ?? text.slice(0, 200)
      throw new Error(
        `${route} answered ${response.status}${problem?.code ? ` ${problem.code}` : ''} instead of ${options.expect ?? 200}: ${said}`,
      )
    },
  }
}

/** Fetch with a time limit, whose failures name the address. */
export async function send(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(15_000) })
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined
    throw new Error(
      `Nothing answers at ${url.origin} (${cause?.code ?? (error as Error).message}): is the shop running there?`,
    )
  }
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const name = pair.slice(0, pair.indexOf('='))
  const value = pair.slice(pair.indexOf('=') + 1)
  const ended = attributes.some((part) => /^max-age=0$/i.test(part)) || value === ''
  if (ended) cookies.delete(name)
  else cookies.set(name, value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Ask = { body?: unknown; headers?: Record<string, string>; expect?: number }
