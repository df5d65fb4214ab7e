import type { Schemas } from '../api/schema.ts'
import { t } from '../texts/texts.ts'
import { formatMoney } from '../ui/format.ts'
import './totals.css'

/** What a cart or an order comes to, and of what. */
export function Totals({ of: { itemsTotal, adjustments, totalAmount, currency } }: { of: Summed }) {
  return (
    <dl class="totals">
      {adjustments.length > 0 && (
        <div>
          <dt>{t('cart.items')}</dt>
          <dd>{formatMoney(itemsTotal, currency)}</dd>
        </div>
      )}
      {adjustments.map(({ kind, label, amount }) => (
        <div key={kind + label}>
          <dt>{label || t(`cart.adjustment.${kind}`)}</dt>
          <dd>{formatMoney(amount, currency)}</dd>
        </div>
      ))}
      <div class="totals-sum">
        <dt>{t('cart.total')}</dt>
        <dd>{formatMoney(totalAmount, currency)}</dd>
      </div>
    </dl>
  )
}

type Summed = Pick<Schemas['Cart'], 'itemsTotal' | 'adjustments' | 'totalAmount' | 'currency'>
