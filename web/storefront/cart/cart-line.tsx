import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { formatMoney } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { QuantityInput } from '../../ui/quantity-input.tsx'

export function CartLine({ item, currency, onChange }: CartLineProps) {
  const { productId, name, imageUrl, unitPrice, quantity, lineTotal, availability } = item
  return (
    <li class="cart-line">
      {imageUrl ? (
        <img src={imageUrl} alt="" width="72" height="72" loading="lazy" />
      ) : (
        <span class="cart-line-blank">
          <Icon name="leaf" />
        </span>
      )}
      <div class="cart-line-text">
        <a href={paths.product(productId)}>{name}</a>
        <p class="quiet">{t('cart.each', { price: formatMoney(unitPrice, currency) })}</p>
        {availability !== 'in_stock' && (
          <p class={`availability ${availability}`}>
            {availability === 'out_of_stock' ? t('product.out_of_stock') : t('product.low_stock.short')}
          </p>
        )}
      </div>
      <strong class="cart-line-total">{formatMoney(lineTotal, currency)}</strong>
      <div class="cart-line-actions">
        <QuantityInput
          value={quantity}
          label={t('quantity.of', { name })}
          lessLabel={t('quantity.less', { name })}
          moreLabel={t('quantity.more', { name })}
          onChange={(next) => onChange(item, next)}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('cart.remove', { name })}
          onClick={() => onChange(item, 0)}
        >
          <Icon name="trash" />
        </button>
      </div>
    </li>
  )
}

type CartLineProps = {
  item: Schemas['CartItem']
  currency: string
  onChange: (item: Schemas['CartItem'], quantity: number) => void
}
