import { currencyDigits, formatMinor } from '../../../contracts/money.ts'
import type { Order } from '../../../contracts/orders.ts'
import type { Attempt, Journal } from '../people/journal.ts'
import type { Shop } from '../people/shop.ts'
import type { Baseline } from './baseline.ts'
import { verdict } from './verdict.ts'

/** What buyers were told of their orders, against the orders that there are. */
export async function checkToldOrders(shop: Pick<Shop, 'sql'>, journal: Journal, baseline: Baseline) {
  const orders = await storedOrders(shop)
  const { attempts } = journal
  const told = attempts.flatMap((attempt) => attempt.orders.map((order) => ({ attempt, order })))
  return [
    verdict(
      'I6',
      'every acknowledged order exists, as it was told',
      told.length,
      told.flatMap(({ order }) => difference(order, orders.get(order.id))),
    ),
    verdict(
      'I7',
      'there is no order that nobody attempted, and none of a refused attempt',
      orders.size,
      unattempted([...orders.values()], attempts),
    ),
    verdict(
      'I8',
      'a key makes one order, and every answer to it is that order',
      attempts.length,
      attempts
        .filter(({ orders: [first, ...more] }) =>
          more.some((order) => JSON.stringify(order) !== JSON.stringify(first)),
        )
        .map(({ key }) => `"${key}" was answered with several orders`),
    ),
    verdict(
      'I11',
      'everybody knows what became of their attempts',
      attempts.length,
      attempts.filter(({ settled }) => !settled).map(({ key }) => `nobody knows what became of "${key}"`),
    ),
    verdict(
      'I23',
      'the price charged is one that PostgreSQL had while the order was attempted',
      told.length,
      told.flatMap(({ attempt, order }) => wrongPrices(attempt, order, journal, baseline)),
    ),
  ]
}

async function storedOrders({ sql }: Pick<Shop, 'sql'>) {
  const found = await sql<StoredOrder>(
    `select o.id, o.number, o.user_id as "userId", k.key, o.total_minor::float8 as total, o.currency,
            (select json_agg(json_build_array(product_id, name, unit_price_minor, quantity) order by position)
             from order_lines where order_id = o.id) as lines
     from orders o left join idempotency_keys k on k.order_id = o.id`,
  )
  return new Map(found.map((order) => [order.id, order]))
}

function difference(told: Order, stored: StoredOrder | undefined) {
  if (!stored) return [`order ${told.id} is not there`]
  const money = (minor: number) => formatMinor(minor, currencyDigits(stored.currency))
  const there = [
    stored.number,
    money(stored.total),
    ...(stored.lines ?? []).map(([id, name, price, quantity]) => `${id} ${name} ${money(price)} ${quantity}`),
  ]
  const asTold = [
    told.number,
    told.totalAmount,
    ...told.items.map(
      ({ productId, name, unitPrice, quantity }) => `${productId} ${name} ${unitPrice} ${quantity}`,
    ),
  ]
  return `${there}` === `${asTold}` ? [] : [`order ${told.id} was told as ${asTold} and is ${there}`]
}

function unattempted(orders: StoredOrder[], attempts: Attempt[]) {
  const known = new Map(attempts.map((attempt) => [`${attempt.userId} ${attempt.key}`, attempt]))
  return orders.flatMap(({ id, key, userId }) => {
    const attempt = known.get(`${userId} ${key}`)
    if (!attempt) return [`nobody attempted order ${id} (key ${key})`]
    if (attempt.settled && attempt.orders.length === 0) return [`"${key}" was refused, and is order ${id}`]
    return []
  })
}

/** A price is good unless a later one had been acknowledged before the order was attempted, or nobody ever set it. */
function wrongPrices(attempt: Attempt, order: Order, { edits }: Journal, { price }: Baseline) {
  return order.items.flatMap(({ productId, unitPrice }) => {
    const digits = currencyDigits(order.currency)
    const set = edits.filter((edit) => edit.productId === productId && edit.price !== undefined)
    const before = set.filter(({ version, toldAt }) => version !== undefined && toldAt < attempt.begunAt)
    const standing = Math.max(0, ...before.map(({ version }) => version as number))
    const good = set
      .filter(({ version }) => version === undefined || version >= standing)
      .map((edit) => edit.price)
    if (standing === 0) good.push(formatMinor(price.get(productId) ?? 0, digits))
    return good.includes(unitPrice)
      ? []
      : [`order ${order.id} has ${productId} at ${unitPrice}, not at one of ${good}`]
  })
}

type StoredOrder = {
  id: string
  number: string
  userId: string
  key: string | null
  total: number
  currency: string
  lines: [productId: string, name: string, priceMinor: number, quantity: number][] | null
}
