import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { navigate } from '../../ui/router.tsx'
import { toast } from '../../ui/toasts.tsx'
import { adminPaths } from '../paths.ts'
import { ta } from '../texts/texts.ts'
import { type ArchiveOutcome, archive } from './archive.ts'
import { catalogueChanged } from './queries.ts'

/** Takes this product out of the shop, after a question. */
export function ArchiveProduct({ product }: { product: Schemas['Product'] }) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<ArchiveOutcome>()

  async function submit() {
    setBusy(true)
    // Who was told that it was changed, and presses again, means the changed one.
    const next = await archive(outcome?.newer ?? product)
    setBusy(false)
    setOutcome(next)
    if (!next.gone) return
    void catalogueChanged()
    navigate(adminPaths.products())
    toast(ta('archive.one', { name: product.name }))
  }

  function close() {
    setAsking(false)
    setOutcome(undefined)
  }

  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {ta('product.archive')}
      </Button>
      <Dialog
        title={ta('archive.title', { count: 1 })}
        closeLabel={t('action.close')}
        open={asking}
        onClose={close}
        footer={
          <div class="alert-actions">
            <Button look="danger" busy={busy} onClick={submit}>
              {ta('archive.submit')}
            </Button>
            <Button look="quiet" onClick={close}>
              {ta('archive.keep')}
            </Button>
          </div>
        }
      >
        <div class="stack">
          <p>{ta('archive.text')}</p>
          {outcome && !outcome.gone && <Alert kind="problem">{outcome.text}</Alert>}
        </div>
      </Dialog>
    </>
  )
}
