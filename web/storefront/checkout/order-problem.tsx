import { ApiError } from '../../api/problem.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoney } from '../../ui/format.ts'
import { SoldOut } from './sold-out.tsx'

/** Why an order was not placed, and one press to go on. `shownTotal` is what the button said when it was pressed. */
export function OrderProblem({ problem, cart, shownTotal, isUnsure, onOrder, onAdapted }: OrderProblemProps) {
  if (problem === undefined) return null
  if (isUnsure)
    return (
      <Alert kind="problem" title={t('checkout.unknown.title')}>
        {t('checkout.unknown.text')}
      </Alert>
    )
  const { code, extra } = problem instanceof ApiError ? problem : new ApiError(0, {})
  if (code === 'out_of_stock') return <SoldOut lines={extra.lines} cart={cart} onAdapted={onAdapted} />
  if (code === 'price_changed') {
    const total = extra.totalAmount as string
    const now = formatMoney(total, cart.currency)
    return (
      <Alert
        kind="problem"
        title={t('checkout.price.title')}
        actions={<Button onClick={() => onOrder(total)}>{t('checkout.price.accept', { total: now })}</Button>}
      >
        {t('checkout.price.text', { before: formatMoney(shownTotal, cart.currency), now })}
      </Alert>
    )
  }
  if (code === 'offline')
    return (
      <Alert kind="problem" title={t('checkout.offline.title')}>
        {t('checkout.offline.text')}
      </Alert>
    )
  return <Alert kind="problem">{tell(problem)}</Alert>
}

type OrderProblemProps = {
  problem: unknown
  cart: Schemas['Cart']
  shownTotal: string
  isUnsure: boolean
  onOrder: (expectedTotal: string) => void
  onAdapted: () => void
}
