import { query, useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { sessionState } from '../../api/session.ts'
import { shop } from '../../api/shop.ts'
import { useSignal } from '../../api/signal.ts'
import { multiplyMoney, sumMoney } from '../../ui/format.ts'
import { wanted } from './change-cart.ts'
import { type GuestLine, guestCart } from './guest-cart.ts'

/**
 * The cart as the shopper wants it: the server's (a guest's from this browser), with the quantities that are on their way to
 * the server laid over it.
 */
export function useCart(): CartState {
  const { session, over } = useSignal(sessionState)
  const guest = useSignal(guestCart)
  const pending = useSignal(wanted)
  const { data, error, refetch } = useQuery({ ...cartQuery(), enabled: session !== undefined })
  if (!session && !over) return { cart: guestView(guest), error: undefined, refetch }
  return { cart: data && withWanted(data, pending), error: data ? undefined : (error ?? undefined), refetch }
}

/** Another tab may have changed it: who comes back to this one sees that. */
export const cartQuery = () => ({ ...query('own', 'GET /products/cartitems'), staleTime: 2_000 })

export const countOf = (cart: Cart | undefined) =>
  (cart?.items ?? []).reduce((sum, { quantity }) => sum + quantity, 0)

function guestView(lines: GuestLine[]): Cart {
  const { currency } = shop.get()
  const items = lines.map((line) => ({
    ...line,
    id: line.productId,
    lineTotal: multiplyMoney(line.unitPrice, line.quantity, currency),
  }))
  const total = sumMoney(
    items.map(({ lineTotal }) => lineTotal),
    currency,
  )
  return { items, itemsTotal: total, adjustments: [], totalAmount: total, currency }
}

/** The server's cart with the quantities asked for since; 0 is a line that is being taken out. */
export function withWanted(cart: Cart, pending: ReadonlyMap<string, number>): Cart {
  if (pending.size === 0) return cart
  const items = cart.items.flatMap((item) => {
    const quantity = pending.get(item.id) ?? item.quantity
    if (quantity === 0) return []
    return [{ ...item, quantity, lineTotal: multiplyMoney(item.unitPrice, quantity, cart.currency) }]
  })
  const itemsTotal = sumMoney(
    items.map(({ lineTotal }) => lineTotal),
    cart.currency,
  )
  const amounts = cart.adjustments.map(({ amount }) => amount)
  return { ...cart, items, itemsTotal, totalAmount: sumMoney([itemsTotal, ...amounts], cart.currency) }
}

type Cart = Schemas['Cart']
export type CartState = { cart: Cart | undefined; error: Error | undefined; refetch: () => unknown }
