import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { answerWith } from './answer-of.ts'

// Buyers in a process of their own, by autocannon: each connection is one buyer with a token, who puts a product into
// the cart and, where orders are wanted, places the order, over and over, each as soon as the last was answered. Where
// there is something to read, so many pages come before each addition, from a place in the list that chance chooses.
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon

process.once('message', async (errand: Errand) => {
  const { url, tokens, productIds, seconds, places, reads = { paths: [], each: 0 } } = errand
  const times: Record<Kind, number[]> = { read: [], add: [], place: [] }
  const statuses: Record<string, number> = {}
  let next = 0
  let [first, last] = [0, 0]

  // All that a buyer will ask for is made up before the clock runs: a generator that builds requests takes from the shop.
  function setupClient(client: Client) {
    const authorization = `Bearer ${tokens[next++ % tokens.length]}`
    const headers = { authorization, 'content-type': 'application/json' }
    const add = () => ({
      method: 'POST',
      path: '/products/addtocart',
      headers,
      body: JSON.stringify({ productId: any(productIds) }),
    })
    const place = () => ({
      method: 'POST',
      path: '/products/placeorder',
      headers: { ...headers, 'idempotency-key': randomUUID() },
    })
    const from = Math.floor(Math.random() * reads.paths.length)
    const pages = Array.from({ length: reads.each }, (_, i) => ({
      method: 'GET',
      path: reads.paths[(from + i) % reads.paths.length],
    }))
    const round = () => (places ? [...pages, add(), place()] : [...pages, add()])
    // More rounds than are answered, but not many more: while they are made, those who are connected already wait.
    const most = Math.max(20, (reads.each > 0 ? 2_000 : 12_000) / tokens.length)
    const requests = Array.from({ length: Math.ceil(seconds * most) }, round).flat()
    const kinds: Kind[] = [...pages.map(() => 'read' as const), 'add', ...(places ? ['place' as const] : [])]
    client.setRequests(requests)
    let answered = 0
    client.on('response', (status, _bytes, ms) => {
      const kind = kinds[answered++ % kinds.length] as Kind
      last = performance.now()
      first ||= last
      if (answered > requests.length) throw new Error('a buyer has run out of requests')
      if (status === 200) times[kind].push(ms)
      else statuses[`${kind} ${status}`] = (statuses[`${kind} ${status}`] ?? 0) + 1
    })
  }

  const { errors } = await autocannon({
    url,
    connections: tokens.length,
    duration: seconds,
    setupClient,
  })
  answerWith({ times, statuses, errors, seconds: (last - first) / 1000 } satisfies Shopped)
})

const any = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)]

type Client = {
  setRequests(requests: object[]): void
  on(event: 'response', listener: (status: number, bytes: number, ms: number) => void): void
}
type Autocannon = (options: object) => Promise<{ errors: number; duration: number }>

type Kind = 'read' | 'add' | 'place'

/** Without `places` only the cart is filled; `reads` are `each` pages before each addition. */
export type Errand = {
  url: string
  tokens: string[]
  productIds: string[]
  seconds: number
  places: boolean
  reads?: { paths: string[]; each: number }
}
/** How long what was done took (ms), and how often there was another answer than 200. */
export type Shopped = {
  times: Record<Kind, number[]>
  statuses: Record<string, number>
  errors: number
  seconds: number
}
