import { call } from '../../api/call.ts'
import type { Schemas } from '../../api/schema.ts'
import { signal } from '../../api/signal.ts'
import { t } from '../../texts/texts.ts'
import { showCart } from './change-cart.ts'

/** What could not be brought into the cart in full, and why (X9); shown in it until it is read. */
export const mergeNotes = signal<string[]>([])

/** Adds many lines to the cart at once, each as far as it goes. @throws ApiError */
export async function bringIn(lines: Line[]) {
  const { adjustments, ...cart } = await call('POST /products/cartitems/merge', {
    body: { items: lines.map(({ productId, quantity }) => ({ productId, quantity })) },
  })
  showCart({ ...cart, adjustments: [] })
  mergeNotes.set(adjustments.map((one) => noteOf(one, lines)))
}

function noteOf({ productId, asked, granted, reason }: Schemas['MergeAdjustment'], lines: Line[]) {
  const name = lines.find((line) => line.productId === productId)?.name ?? ''
  return t(`cart.merge.${reason}`, { name, asked, granted })
}

type Line = { productId: string; name: string; quantity: number }
