import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { navigate } from '../../ui/router.tsx'
import { toast } from '../../ui/toasts.tsx'
import { adminPaths } from '../paths.ts'
import { ta } from '../texts/texts.ts'
import { type ArchiveOutcome, archive } from './archive.ts'
import { ArchiveDialog } from './archive-dialog.tsx'
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
      <ArchiveDialog count={1} open={asking} busy={busy} onSubmit={submit} onClose={close}>
        {outcome && !outcome.gone && <Alert kind="problem">{outcome.text}</Alert>}
      </ArchiveDialog>
    </>
  )
}
