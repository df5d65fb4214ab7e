import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'

// Buyers in a process of their own, by autocannon: each connection is one buyer with a token, who puts a product into
// the cart and, where orders are wanted, places the order, over and over, each as soon as the last was answered.
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon

process.once('message', async ({ url, tokens, productIds, seconds, places }: Shopping) => {
  const times: Record<'add' | 'place', number[]> = { add: [], place: [] }
  const statuses: Record<string, number> = {}
  let next = 0

  function setupClient(client: Client) {
    const authorization = `Bearer ${tokens[next++ % tokens.length]}`
    const headers = { authorization, 'content-type': 'application/json' }
    const add = {
      method: 'POST',
      path: '/products/addtocart',
      headers,
      setupRequest: (request: object) => ({
        ...request,
        body: JSON.stringify({ productId: any(productIds) }),
      }),
    }
    const place = {
      method: 'POST',
      path: '/products/placeorder',
      headers,
      setupRequest: (request: object) => ({
        ...request,
        headers: { ...headers, 'idempotency-key': randomUUID() },
      }),
    }
    client.setRequests(places ? [add, place] : [add])
    let answered = 0
    client.on('response', (status, _bytes, ms) => {
      const kind = places && answered++ % 2 === 1 ? 'place' : 'add'
      if (status === 200) times[kind].push(ms)
      else statuses[`${kind} ${status}`] = (statuses[`${kind} ${status}`] ?? 0) + 1
    })
  }

  const { errors, duration } = await autocannon({
    url,
    connections: tokens.length,
    duration: seconds,
    setupClient,
  })
  process.send?.({ times, statuses, errors, seconds: duration } satisfies Shopped)
  process.disconnect()
})

const any = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)]

type Client = {
  setRequests(requests: object[]): void
  on(event: 'response', listener: (status: number, bytes: number, ms: number) => void): void
}
type Autocannon = (options: object) => Promise<{ errors: number; duration: number }>

/** Without `places` only the cart is filled. */
export type Shopping = {
  url: string
  tokens: string[]
  productIds: string[]
  seconds: number
  places: boolean
}
/** How long what was done took, and how often there was another answer than 200. */
export type Shopped = {
  times: { add: number[]; place: number[] }
  statuses: Record<string, number>
  errors: number
  seconds: number
}
