import { randomUUID } from 'node:crypto'
import { type Connection, connectTo } from './connection.ts'

// An open loop in a process of its own: people come when they come, whatever the shop does, and how long something took
// counts from when it was to be sent. So a shop that falls behind is seen to (no coordinated omission). It answers one offer after
// the other, until nobody is there to make one.
process.on('message', async ({ url, seconds, streams, connections = 600 }: Offer) => {
  const { host } = new URL(url)
  const all = await Promise.all(Array.from({ length: connections }, () => connectTo(url)))
  // The last that was free is taken first, so that where little is asked for the shop has ended none of them meanwhile.
  const free = [...all]
  const waiting: ((connection: Connection) => void)[] = []
  const seen: Seen = {}
  let begun = performance.now()
  const open = new Set<Promise<unknown>>()

  /**
   * People are connected already, as they are through nginx: Node takes one new connection a turn of its event loop. And what
   * this process does for the first time, it does slowly: that would be told of the shop.
   */
  async function warmUp() {
    for (let i = 0; i < 5; i++)
      await Promise.all(
        Array.from({ length: connections }, () => send('', performance.now(), { path: '/healthz' })),
      )
    delete seen['']
    await new Promise((resolve) => setTimeout(resolve, 500))
    begun = performance.now()
  }

  /** One request, from the moment it was due: while all connections are taken, it waits. A failure to answer has status 0. */
  async function send(series: string, dueAt: number, request: Request): Promise<Sample> {
    const sample: Sample = { atS: (dueAt - begun) / 1000, ms: 0, status: 0 }
    const connection = free.pop() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)))
    try {
      const { status, head } = await connection.ask(written(request, host))
      const [cache, retryAfter] = [header(head, cacheHeader), header(head, retryHeader)]
      Object.assign(sample, {
        status,
        ...(cache && { cache }),
        ...(retryAfter && { retryAfterS: Number(retryAfter) }),
      })
    } catch {}
    sample.ms = performance.now() - dueAt
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
    note(series, sample)
    return sample
  }

  const note = (series: string, sample: Sample) => {
    seen[series] ??= []
    seen[series].push(sample)
  }

  /**
   * Puts a product into the cart and places the order, as a whole under the stream's own name; a refusal takes as long as the
   * request that it answers.
   */
  async function order({ name, tokens, productIds }: Ordering, dueAt: number): Promise<Sample> {
    // Whoever has not been here for longest. One who still waits would find his cart ordered already.
    const token = tokens.shift()
    // All wait: that counts as no answer.
    if (token === undefined) {
      const nobody = { atS: (dueAt - begun) / 1000, ms: 0, status: 0 }
      note(name, nobody)
      return nobody
    }
    const add = { path: '/products/addtocart', token, body: JSON.stringify({ productId: any(productIds) }) }
    let last = await send(`${name}: add`, dueAt, add)
    if (last.status === 200) {
      const place = { path: '/products/placeorder', token, body: '{}', key: randomUUID() }
      last = await send(`${name}: place`, performance.now(), place)
    }
    tokens.push(token)
    const ms = last.status === 200 ? performance.now() - dueAt : last.ms
    const whole = { ...last, atS: (dueAt - begun) / 1000, ms }
    note(name, whole)
    return whole
  }

  function meet(stream: Stream, dueAt: number): Promise<Sample> {
    if (stream.does === 'order') return order(stream, dueAt)
    if (stream.does === 'read') return send(stream.name, dueAt, { path: next(stream.paths) })
    const body = JSON.stringify({ email: next(stream.emails), password: stream.password })
    return send(stream.name, dueAt, { path: '/api/userLogin', body })
  }

  /** Who is told to come again does so, when he was told to or a little later. */
  async function insist(stream: Stream, dueAt: number) {
    let answer = await meet(stream, dueAt)
    for (let tries = 0; tries < (stream.retries ?? 0) && answer.retryAfterS; tries++) {
      const waitMs = (answer.retryAfterS + Math.random()) * 1000
      const again = performance.now() + waitMs
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      answer = await meet(stream, again)
    }
  }

  await warmUp()
  await Promise.all(
    streams.map(async (stream) => {
      const [from, to] = [begun + (stream.fromS ?? 0) * 1000, begun + (stream.toS ?? seconds) * 1000]
      // At random, as people come: the pauses between them are exponential.
      for (let dueAt = from; ; ) {
        dueAt -= (Math.log(1 - Math.random()) * 1000) / stream.perSecond
        if (dueAt >= to) break
        while (performance.now() < dueAt) await new Promise((resolve) => setTimeout(resolve, 1))
        const met = insist(stream, dueAt)
        open.add(met)
        void met.finally(() => open.delete(met))
      }
    }),
  )
  await Promise.all(open)
  for (const { close } of all) close()
  process.send?.(seen)
})

function written({ path, token, body, key }: Request, host: string) {
  const lines = [`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`, `host: ${host}`]
  if (token) lines.push(`authorization: Bearer ${token}`)
  if (key) lines.push(`idempotency-key: ${key}`)
  if (body !== undefined) lines.push('content-type: application/json', `content-length: ${body.length}`)
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

const header = (head: string, pattern: RegExp) => pattern.exec(head)?.[1]
const cacheHeader = /\r\nx-cache: *(\w+)/i
const retryHeader = /\r\nretry-after: *(\d+)/i

const any = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)]

const places = new WeakMap<string[], number>()
function next(list: string[]): string {
  const place = places.get(list) ?? 0
  places.set(list, (place + 1) % list.length)
  return list[place] as string
}

type Request = { path: string; token?: string; body?: string; key?: string }
type Ordering = { name: string; does: 'order'; tokens: string[]; productIds: string[] }

/** So many a second, for the whole time or from one second to another; `retries` is how often who was refused comes again. */
export type Stream = { perSecond: number; fromS?: number; toS?: number; retries?: number } & (
  | Ordering
  | { name: string; does: 'read'; paths: string[] }
  | { name: string; does: 'login'; emails: string[]; password: string }
)
export type Offer = { url: string; seconds: number; streams: Stream[]; connections?: number }

/** When it was due, how long it took from then, and what was answered. */
export type Sample = { atS: number; ms: number; status: number; retryAfterS?: number; cache?: string }
export type Seen = Record<string, Sample[]>
