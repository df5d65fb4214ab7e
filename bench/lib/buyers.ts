import { randomUUID } from 'node:crypto'
import { answerWith } from './answer-of.ts'
import { connectTo } from './connection.ts'

// Buyers in a process of their own: each has a connection and a token, puts a product into the cart and, where orders
// are wanted, places the order, over and over, each as soon as the last was answered. Where there is something to
// read, so many pages come before each addition, from a place in the list that chance chooses.
process.once('message', async ({ url, tokens, productIds, seconds, places, reads }: Errand) => {
  const times: Record<Kind, number[]> = { read: [], add: [], place: [] }
  const statuses: Record<string, number> = {}
  const connections = await Promise.all(tokens.map(() => connectTo(url)))
  const { host } = new URL(url)
  const begun = performance.now()
  const until = begun + seconds * 1000
  let last = begun

  await Promise.all(
    connections.map(async ({ ask, close }, i) => {
      const post = (path: string, body: string, key = '') =>
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${tokens[i]}\r\n${key}` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
      const from = Math.floor(Math.random() * (reads?.paths.length ?? 0))
      const pages = Array.from({ length: reads?.each ?? 0 }, (_, n): Step => {
        const path = reads?.paths[(from + n) % reads.paths.length]
        return ['read', () => `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`]
      })
      const add: Step = ['add', () => post('/products/addtocart', `{"productId":"${any(productIds)}"}`)]
      const place: Step = [
        'place',
        () => post('/products/placeorder', '', `idempotency-key: ${randomUUID()}\r\n`),
      ]
      const round = [...pages, add, ...(places ? [place] : [])]
      for (let n = 0; last < until; n++) {
        const [kind, request] = round[n % round.length] as Step
        const sent = performance.now()
        const { status } = await ask(request())
        last = performance.now()
        if (status === 200) times[kind].push(last - sent)
        else statuses[`${kind} ${status}`] = (statuses[`${kind} ${status}`] ?? 0) + 1
      }
      close()
    }),
  )
  answerWith({ times, statuses, seconds: (last - begun) / 1000 } satisfies Shopped)
})

const any = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)]

type Kind = 'read' | 'add' | 'place'
type Step = [Kind, request: () => string]

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
  seconds: number
}
