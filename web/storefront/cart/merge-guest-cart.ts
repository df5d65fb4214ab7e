import { call } from '../../api/call.ts'
import type { Schemas } from '../../api/schema.ts'
import { signal } from '../../api/signal.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { showCart } from './change-cart.ts'
import { type GuestLine, guestCart, setGuestCart } from './guest-cart.ts'

/** What became of the guest's lines that could not be taken over in full (X9); shown until it is read. */
export const mergeNotes = signal<string[]>([])

/** Brings what a guest chose into the cart of who has just logged in. What fails stays in this browser. */
export async function mergeGuestCart() {
  const lines = guestCart.get()
  if (lines.length === 0) return
  try {
    // Another tab may do the same: whoever takes the lines out of the browser brings them in.
    setGuestCart([])
    const { adjustments, ...cart } = await call('POST /products/cartitems/merge', {
      body: { items: lines.map(({ productId, quantity }) => ({ productId, quantity })) },
    })
    showCart({ ...cart, adjustments: [] })
    mergeNotes.set(adjustments.map((one) => noteOf(one, lines)))
  } catch (error) {
    setGuestCart(lines)
    mergeNotes.set([t('cart.merge.failed', { why: tell(error) })])
  }
}

function noteOf({ productId, asked, granted, reason }: Schemas['MergeAdjustment'], lines: GuestLine[]) {
  const name = lines.find((line) => line.productId === productId)?.name ?? ''
  return t(`cart.merge.${reason}`, { name, asked, granted })
}
