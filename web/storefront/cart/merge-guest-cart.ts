import { ApiError } from '../../api/problem.ts'
import { queryClient } from '../../api/query.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { bringIn, mergeNotes } from './bring-in.ts'
import { type GuestLine, setGuestCart, storedGuestCart } from './guest-cart.ts'
import { cartQuery } from './use-cart.ts'

/** Brings what a guest chose into the cart of who has just logged in. What fails stays in this browser. */
export async function mergeGuestCart() {
  const lines = storedGuestCart()
  if (lines.length === 0) return
  // Another tab may do the same: whoever takes the lines out of the browser brings them in.
  setGuestCart([])
  try {
    await bringIn(lines)
  } catch (error) {
    if (!(error instanceof ApiError && error.refused) && (await isInCart(lines))) return
    setGuestCart(lines)
    mergeNotes.set([t('cart.merge.failed', { why: tell(error) })])
  }
}

/** Whether lines have come in, although no answer said so: brought in again, they would count twice. */
async function isInCart(lines: GuestLine[]) {
  const cart = await queryClient.fetchQuery({ ...cartQuery(), staleTime: 0 }).catch(() => undefined)
  const held = (productId: string) => cart?.items.find((item) => item.productId === productId)?.quantity ?? 0
  return lines.every(({ productId, quantity }) => held(productId) >= quantity)
}
