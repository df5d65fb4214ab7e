import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { toast } from '../../ui/toasts.tsx'
import { cartOpen } from './cart-open.ts'
import { addToCart } from './change-cart.ts'

/** Puts a product into the cart and says so, or why not. */
export async function addWithWord(product: Schemas['Product'], quantity: number) {
  try {
    await addToCart(product, quantity)
    const action = { label: t('cart.title'), run: () => cartOpen.set(true) }
    toast(t('product.added', { name: product.name }), { action })
  } catch (error) {
    toast(t('cart.refused', { name: product.name, why: tell(error) }), { kind: 'problem' })
  }
}
