import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/**
 * Sends a request as it is, without the corrections of a polite client.
 * @throws when nothing, or not everything, has come back within `limitMs`.
 */
export function send(
  base: string,
  { method, path, headers, body }: Request,
  limitMs: number,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const outgoing = request(new URL(base), {
      agent,
      method,
      path,
      headers: { ...headers, ...(body && { 'content-length': body.length }) },
      signal: AbortSignal.timeout(limitMs),
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          ms: performance.now() - startedAt,
        }),
      )
    })
    outgoing.end(body ?? undefined)
  })
}

/** Lets go of the connections that are kept open. */
export const hangUp = () => agent.destroy()

export type Request = {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
}
export type Received = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  ms: number
}
