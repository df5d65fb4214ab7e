import { parseMinor } from '../../../contracts/money.ts'
import type { Journal } from '../people/journal.ts'
import type { Shop } from '../people/shop.ts'
import { verdict } from './verdict.ts'

/** Everything else that was answered with success: cancellations, moves, edits, deliveries, accounts. */
export async function checkToldChanges({ sql }: Pick<Shop, 'sql'>, journal: Journal) {
  const { cancelled, moves, edits, accounts } = journal
  const history = await sql<{ change: string }>(
    `select order_id || ' ' || status as change from order_history`,
  )
  const made = new Set(history.map(({ change }) => change))
  const changes = [
    ...cancelled.map((orderId) => `${orderId} cancelled`),
    ...moves.map(({ orderId, to }) => `${orderId} ${to}`),
  ]
  const products = await sql<{ id: string; version: number; description: string; price: number }>(
    `select p.id, p.version::int, p.description, v.price_minor::int as price
     from products p join variants v on v.product_id = p.id`,
  )
  const there = new Map(products.map((product) => [product.id, product]))
  const users = await sql<{ email: string }>('select email from users')
  const known = new Set(users.map(({ email }) => email))
  const verified = accounts.filter((account) => account.verified)
  return [
    verdict(
      'I6',
      'every acknowledged cancellation and move of an order stands in its history',
      changes.length,
      changes.filter((change) => !made.has(change)).map((change) => `${change} is not in the history`),
    ),
    verdict(
      'I6',
      'every acknowledged edit of a product stands, or a later one does',
      edits.length,
      edits.flatMap(({ productId, version = 0, description, price }) => {
        const now = there.get(productId)
        if (!now || now.version < version) return [`product ${productId} lost version ${version}`]
        if (now.version > version) return []
        const holds =
          (description ?? now.description) === now.description &&
          (price === undefined || parseMinor(price, 2) === now.price)
        return holds ? [] : [`product ${productId} at version ${version} is not as it was told`]
      }),
    ),
    verdict(
      'I6',
      'every account that was opened is there',
      verified.length,
      verified.filter(({ email }) => !known.has(email)).map(({ email }) => `the account of ${email} is gone`),
    ),
    verdict(
      'I18',
      'an address has one account',
      users.length,
      users.length === known.size ? [] : [`${users.length - known.size} addresses have several accounts`],
    ),
  ]
}
