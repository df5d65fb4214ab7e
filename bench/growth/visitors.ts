import { randomUUID } from 'node:crypto'
import { createAccessTokens, parseSigningKeys } from '../../server/platform/access-token.ts'
import { encodeCursor } from '../../server/platform/cursor.ts'
import { jwtKeys } from '../lib/settings.ts'
import type { GrownShop } from './grown-shop.ts'
import { idOf } from './ids.ts'
import { type Size, sizes } from './sizes.ts'
import { qualities, things } from './words.ts'

/** What people do in a grown shop, a request after the other; nobody asks for what somebody else has asked for. */
export async function visitors({ url, sql }: GrownShop, size: Size) {
  const { products, orders } = sizes[size]
  const users = Math.max(100, orders / 10)
  const someOf = (count: number, of: number) =>
    Array.from({ length: count }, () => 1 + Math.floor(Math.random() * of))
  const productIds = someOf(5_000, products).map((n) => idOf('product', n, products))
  const unseen = someDifferent(Math.min(products, 5_000), products).map((n) => idOf('product', n, products))
  const userIds = new Set(someOf(500, users).map((n) => idOf('user', n, users)))
  const opened = await sql<{ id: string; session_id: string }>(
    `insert into sessions (id, user_id, expires_at)
     select gen_random_uuid(), id, now() + interval '1 day' from unnest($1::uuid[]) id
     returning user_id as id, id as session_id`,
    [[...userIds]],
  )
  const access = createAccessTokens(parseSigningKeys(jwtKeys))
  const tokens = opened.map(
    ({ id, session_id: sid }) => access.sign({ sub: id, sid, role: 'customer', epoch: 1 }, Date.now()).token,
  )

  async function call(path: string, token?: string, body?: object) {
    const begun = performance.now()
    const answer = await fetch(url + path, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(token && { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }),
        ...(body && { 'content-type': 'application/json' }),
      },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
    return performance.now() - begun
  }
  const add = (token: string) => call('/products/addtocart', token, { productId: any(productIds) })
  const emptyCarts = () => sql('delete from cart_items')
  let payers: string[] = []
  return {
    browse: { visit: () => call(`/products?${anyPage()}`) },
    product: {
      visit() {
        const id = unseen.pop()
        if (id === undefined)
          throw new Error(`the ${size} shop has fewer products than visits: take fewer rounds`)
        return call(`/products/${id}`)
      },
    },
    search: { visit: () => call(`/products?q=${encodeURIComponent(anyWords())}&limit=${1 + any(hundred)}`) },
    cart: { prepare: emptyCarts, visit: () => add(any(tokens)) },
    order: {
      async prepare(count) {
        await emptyCarts()
        payers = tokens.slice(0, count)
        for (const token of payers) await add(token)
      },
      visit: () => call('/products/placeorder', payers.pop() ?? '', {}),
    },
  } satisfies Record<string, Visits>
}

/** From somewhere in the list, by price, by age or in a category, of which the smallest shop has 20 products in each. */
function anyPage() {
  const position = Math.floor(Math.random() * 1000)
  if (position % 3 === 0) return `sort=price&cursor=${encodeCursor(['price', 100 * position, randomUUID()])}`
  if (position % 3 === 1) return `category=category-${1 + (position % 50)}&limit=${1 + any(twenty)}`
  const micros = Date.UTC(2024, 2, 1) * 1000 + Math.floor(Math.random() * 40_000_000_000_000)
  return `cursor=${encodeCursor(['newest', micros, randomUUID()])}`
}

/** What shoppers type: a thing, a thing with a word before it, a beginning, a slip of the keyboard. */
function anyWords() {
  const [thing, word] = [any(things.filter(({ length }) => length > 5)), any(qualities).toLowerCase()]
  return any([
    thing,
    `${word} ${thing}`,
    thing.slice(0, 4),
    `${thing.slice(0, 2)}${thing[3]}${thing[2]}${thing.slice(4)}`,
  ])
}

/** So many different numbers from 1 to `of`. */
function someDifferent(count: number, of: number) {
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(1 + Math.floor(Math.random() * of))
  return [...chosen]
}

const hundred = Array.from({ length: 100 }, (_, n) => n)
const twenty = hundred.slice(0, 20)

const any = <T>(list: T[]) => list[Math.floor(Math.random() * list.length)] as T

/** `visit` answers how long it took, in ms; `prepare` is told how many of them will follow. */
export type Visits = { prepare?: (count: number) => Promise<unknown>; visit: () => Promise<number> }
