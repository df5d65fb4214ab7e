import { maxLines, maxQuantity } from '../../../contracts/cart-limits.ts'
import type { Schemas } from '../../api/schema.ts'
import { signal } from '../../api/signal.ts'

/** A guest's cart, in localStorage, so that every tab and the next visit have it; at login it goes to the server. */
export type GuestLine = Pick<
  Schemas['CartItem'],
  'productId' | 'name' | 'imageUrl' | 'unitPrice' | 'quantity' | 'availability'
>

const key = 'guest-cart'

export const guestCart = signal<GuestLine[]>(storedGuestCart())

export function setGuestCart(lines: GuestLine[]) {
  if (lines.length === 0) localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify(lines))
  guestCart.set(lines)
}

/** The lines with so many more of a product. What is there already takes the product's newest name and price. */
export function withMore(lines: GuestLine[], added: GuestLine): GuestLine[] {
  const held = lines.find((one) => one.productId === added.productId)
  if (!held) return [...lines, added].slice(0, maxLines)
  const quantity = Math.min(maxQuantity, held.quantity + added.quantity)
  return lines.map((one) => (one === held ? { ...added, quantity } : one))
}

/** The lines with a product at a quantity; 0 takes it out. */
export const withQuantity = (lines: GuestLine[], productId: string, quantity: number): GuestLine[] =>
  lines.flatMap((one) => {
    if (one.productId !== productId) return [one]
    return quantity > 0 ? [{ ...one, quantity: Math.min(maxQuantity, quantity) }] : []
  })

/** Follows what other tabs put in. */
addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) guestCart.set(storedGuestCart())
})

/** What is in the browser now, whatever this tab has seen of it. */
export function storedGuestCart(): GuestLine[] {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter((one) => one?.productId && one.quantity > 0) : []
  } catch {
    return []
  }
}
