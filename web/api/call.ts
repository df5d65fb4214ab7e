import { ApiError } from './problem.ts'
import type { Routes } from './schema.ts'
import { accessToken, renewSession, sessionEnded } from './session.ts'

/**
 * Calls a route of docs/openapi.json: `call('GET /products/{id}', { params: { id } })`. A session that is over is renewed
 * once, and the call repeated.
 * @throws ApiError for every answer but a 2xx, and for none.
 */
export async function call<Route extends keyof Routes>(
  route: Route,
  ...[input]: Arguments<Route>
): Promise<Routes[Route]['output']> {
  const asked: Input = input ?? {}
  const token = await accessToken()
  const response = await send(route, asked, token)
  if (response.status !== 401 || token === undefined) return read(response)
  const renewed = await renewSession(token)
  if (renewed === undefined) {
    sessionEnded()
    return read(response)
  }
  return read(await send(route, asked, renewed))
}

/** The address of a route with its parameters; also the key of its answer in the query cache. */
export function urlOf<Route extends keyof Routes>(route: Route, ...[input]: Arguments<Route>): string {
  const { params = {}, query = {} }: Input = input ?? {}
  const path = route.slice(route.indexOf(' ') + 1)
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])))
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? filled : `${filled}?${search}`
}

async function send(route: keyof Routes, input: Input, token: string | undefined) {
  const { body, headers = {}, signal, timeoutMs = 15_000, transport = fetch } = input
  const upload = body instanceof Blob || body instanceof FormData
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    return await transport(urlOf(route, input as never), {
      method: route.slice(0, route.indexOf(' ')),
      headers: {
        ...(body !== undefined && !upload && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(headers as Record<string, string>),
      },
      ...(body !== undefined && { body: upload ? body : JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, {})
  }
}

async function read(response: Response) {
  const json = response.headers.get('content-type')?.includes('json')
  if (response.status === 204) return undefined
  if (response.ok) return json ? response.json() : response.text()
  const problem = json ? await response.json().catch(() => ({})) : {}
  const retryAfter = Number(response.headers.get('retry-after'))
  throw new ApiError(response.status, problem, retryAfter || undefined)
}

/** In place of `fetch`. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>

/** What a call takes beside what its route does: a body that is a file or a form goes out as it is. */
type Options = { signal?: AbortSignal; timeoutMs?: number; transport?: Transport }
type Upload<I> = I extends { body: infer B } ? Omit<I, 'body'> & { body: B | FormData | Blob } : I
export type Arguments<Route extends keyof Routes> = object extends Routes[Route]['input']
  ? [input?: Upload<Routes[Route]['input']> & Options]
  : [input: Upload<Routes[Route]['input']> & Options]
type Input = Options & {
  params?: Record<string, string>
  query?: Record<string, unknown>
  headers?: Record<string, string | undefined>
  body?: unknown
}
