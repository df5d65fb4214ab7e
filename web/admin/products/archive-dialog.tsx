import type { ComponentChildren } from 'preact'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ta } from '../texts/texts.ts'

/** Asks before products leave the shop; `isSettled`: it has been answered, and `children` tell what came of it. */
export function ArchiveDialog({ count, open, busy, isSettled, onSubmit, onClose, children }: Props) {
  return (
    <Dialog
      title={ta('archive.title', { count })}
      closeLabel={t('action.close')}
      open={open}
      onClose={onClose}
      footer={
        isSettled ? (
          <Button onClick={onClose}>{t('action.close')}</Button>
        ) : (
          <div class="alert-actions">
            <Button look="danger" busy={busy} onClick={onSubmit}>
              {ta('archive.submit')}
            </Button>
            <Button look="quiet" onClick={onClose}>
              {ta('archive.keep')}
            </Button>
          </div>
        )
      }
    >
      <div class="stack">
        <p>{ta('archive.text')}</p>
        {children}
      </div>
    </Dialog>
  )
}

type Props = {
  count: number
  open: boolean
  busy: boolean
  isSettled?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ComponentChildren
}
