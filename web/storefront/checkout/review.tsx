import { useEffect, useRef, useState } from 'preact/hooks'
import { queryClient } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { Address } from '../../orders/address.tsx'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoney } from '../../ui/format.ts'
import { navigate } from '../../ui/router.tsx'
import { cartQuery } from '../cart/use-cart.ts'
import { OrderLines } from '../orders/order-lines.tsx'
import { orderQuery, ordersQuery } from '../orders/queries.ts'
import { placeOrder, unsettled } from './attempt.ts'
import { addressOf, type Draft, forgetDraft } from './draft.ts'
import { OrderProblem } from './order-problem.tsx'

/** The last look before ordering, and the order itself. Whatever goes wrong is told here, with the way on. */
export function Review({ cart, draft, userId, onChange }: ReviewProps) {
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [shownTotal, setShownTotal] = useState('')
  const [adapted, setAdapted] = useState(false)
  const open = useRef(unsettled(userId))
  const isUnsure = unsettled(userId) !== undefined

  async function order(expectedTotal = cart.totalAmount) {
    setBusy(true)
    setProblem(undefined)
    setAdapted(false)
    setShownTotal(expectedTotal)
    try {
      const note = draft.note?.trim()
      const body = { expectedTotal, shippingAddress: addressOf(draft), ...(note && { note }) }
      finish(await placeOrder(userId, body))
    } catch (error) {
      setProblem(error)
      await queryClient.invalidateQueries({ queryKey: cartQuery().queryKey })
    } finally {
      setBusy(false)
    }
  }

  // A page that was closed while an order was on its way asks for its end when it is opened again.
  useEffect(() => {
    if (open.current) void order()
  }, [])

  const address = unsettled(userId)?.body.shippingAddress ?? addressOf(draft)
  return (
    <>
      <h2>{t('checkout.review.title')}</h2>
      <dl class="review">
        <div>
          <dt>{t('checkout.review.address')}</dt>
          <dd>
            <Address of={address} />
          </dd>
        </div>
        {draft.note?.trim() && (
          <div>
            <dt>{t('checkout.review.note')}</dt>
            <dd class="address">{draft.note}</dd>
          </div>
        )}
        <div>
          <dt>{t('checkout.review.items')}</dt>
          <dd>
            <OrderLines items={cart.items} currency={cart.currency} />
          </dd>
        </div>
      </dl>
      <OrderProblem
        problem={problem}
        cart={cart}
        shownTotal={shownTotal}
        isUnsure={isUnsure}
        onOrder={order}
        onAdapted={() => {
          setProblem(undefined)
          setAdapted(true)
        }}
      />
      {adapted && <Alert kind="done">{t('checkout.soldOut.adapted')}</Alert>}
      <div class="alert-actions">
        <Button busy={busy} onClick={() => order()}>
          {isUnsure && !busy
            ? t('checkout.unknown.retry')
            : t('checkout.place', { total: formatMoney(cart.totalAmount, cart.currency) })}
        </Button>
        {!isUnsure && (
          <Button look="quiet" disabled={busy} onClick={onChange}>
            {t('action.change')}
          </Button>
        )}
      </div>
      <p class="visually-hidden" role="status">
        {busy && t('checkout.placing')}
      </p>
    </>
  )
}

function finish(order: Schemas['Order']) {
  forgetDraft()
  queryClient.setQueryData(orderQuery(order.id).queryKey, order)
  void queryClient.invalidateQueries({ queryKey: cartQuery().queryKey })
  void queryClient.invalidateQueries({ queryKey: ordersQuery().queryKey })
  navigate(`${paths.order(order.id)}?placed`, { replace: true })
}

type ReviewProps = { cart: Schemas['Cart']; draft: Draft; userId: string; onChange: () => void }
