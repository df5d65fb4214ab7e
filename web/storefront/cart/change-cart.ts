import { call } from '../../api/call.ts'
import { queryClient } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { sessionState } from '../../api/session.ts'
import { signal } from '../../api/signal.ts'
import { guestCart, setGuestCart, withMore, withQuantity } from './guest-cart.ts'

/** Quantities by line that were asked for and that the server has not answered yet: shown at once, gone when refused. */
export const wanted = signal<ReadonlyMap<string, number>>(new Map())

/** Puts a product in. @throws ApiError when the server says no. */
export async function addToCart(product: Schemas['Product'], quantity: number) {
  const { id, name, price, availability } = product
  if (!sessionState.get().session) {
    const imageUrl = smallestPicture(product)
    const line = { productId: id, name, imageUrl, unitPrice: price, quantity, availability }
    return setGuestCart(withMore(guestCart.get(), line))
  }
  showCart(await call('POST /products/addtocart', { body: { productId: id, quantity } }))
}

/**
 * Asks for a quantity of a line; 0 takes it out. Whoever presses a button five times sends the last wish, not five.
 * @throws ApiError when the server says no: the line is then as it was.
 */
export async function changeQuantity({ id, productId }: Schemas['CartItem'], quantity: number) {
  if (!sessionState.get().session) return setGuestCart(withQuantity(guestCart.get(), productId, quantity))
  want(id, quantity)
  if (beingSent.has(id)) return
  beingSent.add(id)
  try {
    for (;;) {
      const sent = wanted.get().get(id) as number
      const cart = await send(id, sent)
      if (wanted.get().get(id) !== sent) continue
      showCart(cart)
      return want(id, undefined)
    }
  } catch (error) {
    want(id, undefined)
    void queryClient.invalidateQueries({ queryKey: cartKey })
    throw error
  } finally {
    beingSent.delete(id)
  }
}

/** Shows a cart that the server answered. A question that is on its way would bring an older one. */
export function showCart(cart: Schemas['Cart']) {
  void queryClient.cancelQueries({ queryKey: cartKey })
  queryClient.setQueryData(cartKey, cart)
}

const send = (id: string, quantity: number) =>
  quantity === 0
    ? call('DELETE /products/cartitems/{id}', { params: { id } })
    : call('PATCH /products/cartitems/{id}', { params: { id }, body: { quantity } })

function want(id: string, quantity: number | undefined) {
  const next = new Map(wanted.get())
  if (quantity === undefined) next.delete(id)
  else next.set(id, quantity)
  wanted.set(next)
}

/** What a line of a cart shows. */
const smallestPicture = ({ images: [first] }: Schemas['Product']) =>
  first?.renditions.filter(({ type }) => type === 'image/webp').sort((a, b) => a.width - b.width)[0]?.url ??
  first?.url ??
  null

const beingSent = new Set<string>()
const cartKey = ['own', '/products/cartitems']
