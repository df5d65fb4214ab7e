import { t } from '../../texts/texts.ts'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { cartOpen } from './cart-open.ts'
import { countOf, useCart } from './use-cart.ts'
import './cart-button.css'

export function CartButton() {
  const { cart } = useCart()
  const count = countOf(cart)
  return (
    <button
      type="button"
      class="cart-button icon-button"
      aria-label={t('cart.open', { count })}
      aria-haspopup="dialog"
      onClick={() => cartOpen.set(true)}
    >
      <Icon name="cart" size={24} />
      {count > 0 && (
        <span key={count} class="cart-count">
          {formatNumber(count)}
        </span>
      )}
    </button>
  )
}
