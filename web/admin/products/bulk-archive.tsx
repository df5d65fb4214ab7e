import { useRef, useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toasts.tsx'
import type { Selection } from '../table/selection.tsx'
import { ta } from '../texts/texts.ts'
import { type ArchiveOutcome, archive } from './archive.ts'
import { ArchiveDialog } from './archive-dialog.tsx'
import { catalogueChanged } from './queries.ts'

/**
 * Takes the chosen products out of the shop, one after the other, and says of each what came of it. What did not work stays
 * chosen; to close the dialog stops before the next one.
 */
export function BulkArchive({ chosen, onChange }: BulkArchiveProps) {
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState<Schemas['Product'][]>([])
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, ArchiveOutcome>>(new Map())
  const [busy, setBusy] = useState(false)
  const stopped = useRef(false)

  function ask() {
    setAsked([...chosen.values()])
    setOutcomes(new Map())
    setOpen(true)
  }

  async function archiveAll() {
    stopped.current = false
    setBusy(true)
    const found = new Map<string, ArchiveOutcome>()
    const left = new Map(chosen)
    for (const product of asked) {
      if (stopped.current) break
      const outcome = await archive(product)
      found.set(product.id, outcome)
      setOutcomes(new Map(found))
      if (outcome.gone) left.delete(product.id)
      else left.set(product.id, outcome.newer ?? product)
    }
    setBusy(false)
    onChange(left)
    void catalogueChanged()
    if (stopped.current && left.size > 0)
      toast(ta('archive.stopped', { done: asked.length - left.size, count: asked.length }), {
        kind: 'problem',
      })
  }

  function close() {
    stopped.current = true
    setOpen(false)
  }

  return (
    <>
      {chosen.size > 0 && (
        <section class="bulk-bar" aria-label={ta('products.chosen', { count: chosen.size })}>
          <p role="status">{ta('products.chosen', { count: chosen.size })}</p>
          <Button look="danger" busy={busy} onClick={ask}>
            {ta('archive.submit')}
          </Button>
          <Button look="quiet" onClick={() => onChange(new Map())}>
            {ta('products.chooseNone')}
          </Button>
        </section>
      )}
      <ArchiveDialog
        count={asked.length}
        open={open}
        busy={busy}
        isSettled={outcomes.size > 0 && !busy}
        onSubmit={archiveAll}
        onClose={close}
      >
        <ul class="outcomes">
          {asked.map(({ id, name }) => (
            <Outcome key={id} name={name} outcome={outcomes.get(id)} />
          ))}
        </ul>
        <p class="quiet" role="status">
          {outcomes.size > 0 && ta('archive.progress', { done: outcomes.size, count: asked.length })}
        </p>
      </ArchiveDialog>
    </>
  )
}

function Outcome({ name, outcome }: { name: string; outcome: ArchiveOutcome | undefined }) {
  return (
    <li>
      <strong>{name}</strong>
      {outcome && <span class={outcome.gone ? 'quiet' : 'field-error'}>{outcome.text}</span>}
    </li>
  )
}

type BulkArchiveProps = Pick<Selection<Schemas['Product']>, 'chosen' | 'onChange'>
