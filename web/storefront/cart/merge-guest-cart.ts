import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { bringIn, mergeNotes } from './bring-in.ts'
import { setGuestCart, storedGuestCart } from './guest-cart.ts'

/** Brings what a guest chose into the cart of who has just logged in. What fails stays in this browser. */
export async function mergeGuestCart() {
  const lines = storedGuestCart()
  if (lines.length === 0) return
  // Another tab may do the same: whoever takes the lines out of the browser brings them in.
  setGuestCart([])
  try {
    await bringIn(lines)
  } catch (error) {
    setGuestCart(lines)
    mergeNotes.set([t('cart.merge.failed', { why: tell(error) })])
  }
}
