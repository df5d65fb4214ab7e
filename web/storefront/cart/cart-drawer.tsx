import { useEffect } from 'preact/hooks'
import { sessionState } from '../../api/session.ts'
import { useSignal } from '../../api/signal.ts'
import { Totals } from '../../orders/totals.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { shown } from '../../ui/router.tsx'
import { CartLines } from './cart-lines.tsx'
import { cartOpen } from './cart-open.ts'
import { MergeNotes } from './merge-notes.tsx'
import { useCart } from './use-cart.ts'

/** The cart beside the page, changed in place. */
export function CartDrawer() {
  const open = useSignal(cartOpen)
  const { visit } = useSignal(shown)
  const { session } = useSignal(sessionState)
  const { cart, error, refetch } = useCart()
  const isEmpty = cart?.items.length === 0
  // Going to a page closes it.
  useEffect(() => cartOpen.set(false), [visit])

  return (
    <Dialog
      side
      title={t('cart.title')}
      closeLabel={t('action.close')}
      open={open}
      onClose={() => cartOpen.set(false)}
      footer={
        cart &&
        !isEmpty && (
          <div class="stack">
            <Totals of={cart} />
            {!session && <p class="quiet">{t('cart.guest')}</p>}
            <a class="button button-main" href={paths.checkout()}>
              {t('cart.checkout')}
            </a>
          </div>
        )
      }
    >
      <MergeNotes />
      {error && <Failed title={t('cart.failed.title')} error={error} retry={refetch} />}
      {isEmpty && (
        <Empty icon="cart" title={t('cart.empty.title')}>
          {t('cart.empty.text')}
        </Empty>
      )}
      {cart && <CartLines cart={cart} />}
      <span class="visually-hidden" role="status">
        {cart && t('cart.updated', { total: formatMoney(cart.totalAmount, cart.currency) })}
      </span>
    </Dialog>
  )
}
