import type { Journal } from '../people/journal.ts'
import { verdict } from './verdict.ts'

/** What people saw while they used the shop, since a moment of performance.now(). */
export function checkSeen({ complaints, looks }: Journal, since: number) {
  const claims: [id: string, claim: string][] = [
    ['I10', 'an order is of what was in the cart, and empties it'],
    ['I19', 'a code works once'],
    ['I20', 'two tabs that renew at once get one family'],
    ['I21', 'an order can be read at once on any node'],
    ['I22', 'no product is shown older than its bound'],
  ]
  return claims.map(([id, claim]) =>
    verdict(
      id,
      claim,
      looks.get(id) ?? 0,
      complaints.filter((one) => one.id === id && one.at >= since).map(({ text }) => text),
    ),
  )
}
