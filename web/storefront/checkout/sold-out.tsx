import { useState } from 'preact/hooks'
import type { ShortLine } from '../../../contracts/orders.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toasts.tsx'
import { changeQuantity } from '../cart/change-cart.ts'

/** Which lines cannot be had, how many are left of each, and one press that lowers the cart to that. */
export function SoldOut({ lines, cart, onAdapted }: SoldOutProps) {
  const [busy, setBusy] = useState(false)
  const short = lines as ShortLine[]

  async function adapt() {
    setBusy(true)
    try {
      for (const { productId, available } of short) {
        const item = cart.items.find((one) => one.productId === productId)
        if (item) await changeQuantity(item, available)
      }
      onAdapted()
    } catch (error) {
      toast(tell(error), { kind: 'problem' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Alert
      kind="problem"
      title={t('checkout.soldOut.title')}
      actions={
        <Button busy={busy} onClick={adapt}>
          {t('checkout.soldOut.adapt')}
        </Button>
      }
    >
      <ul>
        {short.map(({ productId, name, asked, available }) => (
          <li key={productId}>{t('checkout.soldOut.line', { name, asked, count: available })}</li>
        ))}
      </ul>
      <p>{t('checkout.soldOut.text')}</p>
    </Alert>
  )
}

/** `lines` as the problem carries them. */
type SoldOutProps = { lines: unknown; cart: Schemas['Cart']; onAdapted: () => void }
