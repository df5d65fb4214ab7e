import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { CartLine } from './cart-line.tsx'
import { changeQuantity } from './change-cart.ts'
import './cart-lines.css'

/** The lines of a cart, changed in place; what the server refuses is told above them. */
export function CartLines({ cart }: { cart: Schemas['Cart'] }) {
  const [refusal, setRefusal] = useState<string>()

  async function change(item: Schemas['CartItem'], quantity: number) {
    setRefusal(undefined)
    try {
      await changeQuantity(item, quantity)
    } catch (error) {
      setRefusal(t('cart.refused', { name: item.name, why: tell(error) }))
    }
  }

  return (
    <>
      {refusal && <Alert kind="problem">{refusal}</Alert>}
      <ul class="cart-lines">
        {cart.items.map((item) => (
          <CartLine key={item.id} item={item} currency={cart.currency} onChange={change} />
        ))}
      </ul>
    </>
  )
}
