import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './dialog.css'

/**
 * A native modal dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. `side` opens it as a
 * drawer at the page's edge. `closeLabel` names the button that closes it.
 */
export function Dialog({ title, closeLabel, open, onClose, side = false, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which the browser sends as `close`.
    <dialog
      ref={dialog}
      class={side ? 'dialog drawer' : 'dialog'}
      aria-labelledby={titleId}
      // It comes after every end, also when `open` has ended it.
      onClose={() => open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div class="dialog-inner">
          <div class="dialog-header">
            <h2 id={titleId}>{title}</h2>
            <button type="button" class="icon-button" aria-label={closeLabel} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div class="dialog-body">{children}</div>
          {footer && <div class="dialog-footer">{footer}</div>}
        </div>
      )}
    </dialog>
  )
}

type DialogProps = {
  title: string
  closeLabel: string
  open: boolean
  onClose: () => void
  side?: boolean
  children: ComponentChildren
  footer?: ComponentChildren
}
