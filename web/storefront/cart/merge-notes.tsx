import { useSignal } from '../../api/signal.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { mergeNotes } from './bring-in.ts'

/** What a guest's cart lost on its way into the account's, until it is read. */
export function MergeNotes() {
  const notes = useSignal(mergeNotes)
  if (notes.length === 0) return null
  return (
    <Alert
      kind="note"
      title={t('cart.merge.title')}
      actions={
        <button type="button" class="link-button" onClick={() => mergeNotes.set([])}>
          {t('action.close')}
        </button>
      }
    >
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Alert>
  )
}
