import { NeedsLogin } from '../../accounts/needs-login.tsx'
import { useQuery } from '../../api/query.ts'
import { sessionState } from '../../api/session.ts'
import { useSignal } from '../../api/signal.ts'
import { Totals } from '../../orders/totals.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { CartLines } from '../cart/cart-lines.tsx'
import { MergeNotes } from '../cart/merge-notes.tsx'
import { useCart } from '../cart/use-cart.ts'
import { ordersQuery } from '../orders/queries.ts'
import { unsettled } from './attempt.ts'
import { CheckoutSteps } from './checkout-steps.tsx'
import './checkout-page.css'

export function CheckoutPage() {
  usePageTitle(t('checkout.title'))
  return (
    <NeedsLogin>
      <Checkout />
    </NeedsLogin>
  )
}

function Checkout() {
  const { cart, error, refetch } = useCart()
  const { data: orders, isPending } = useQuery(ordersQuery())
  const userId = useUserId()
  if (error) return <Failed title={t('cart.failed.title')} error={error} retry={refetch} />
  if (!cart || isPending) return <div class="skeleton page-skeleton" aria-busy="true" />
  if (cart.items.length === 0 && !unsettled(userId))
    return (
      <Empty
        icon="cart"
        heading="h1"
        title={t('checkout.empty.title')}
        action={
          <a class="button button-main" href={paths.home()}>
            {t('action.toShop')}
          </a>
        }
      >
        {t('checkout.empty.text')}
      </Empty>
    )
  return (
    <div class="checkout">
      <div class="stack">
        <h1>{t('checkout.title')}</h1>
        <MergeNotes />
        <CheckoutSteps cart={cart} userId={userId} lastAddress={orders?.items[0]?.shippingAddress} />
      </div>
      <aside class="panel checkout-summary" aria-label={t('checkout.summary')}>
        <h2>{t('checkout.summary')}</h2>
        <CartLines cart={cart} />
        <Totals of={cart} />
      </aside>
    </div>
  )
}

/** Who is ordering; whose session is over as well, since what they typed is still here. */
function useUserId() {
  const { session } = useSignal(sessionState)
  const last = session?.user.id ?? lastUserId
  lastUserId = last
  return last
}
let lastUserId = ''
