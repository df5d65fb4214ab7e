import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { t } from '../../texts/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { addWithWord } from './add-with-word.ts'

/** Puts one of a product into the cart, straight from a list. */
export function AddButton({ product }: { product: Schemas['Product'] }) {
  const [busy, setBusy] = useState(false)

  async function add() {
    if (busy) return
    setBusy(true)
    await addWithWord(product, 1)
    setBusy(false)
  }

  return (
    <button
      type="button"
      class="icon-button add-button"
      aria-label={t('product.addNamed', { name: product.name })}
      aria-busy={busy}
      disabled={product.availability === 'out_of_stock'}
      onClick={add}
    >
      <Icon name="plus" />
    </button>
  )
}
