import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './dialog.css'

/**
 * A native modal dialog: the browser keeps the focus inside and gives it back. `side` opens it as a drawer at the page's
 * edge. `closeLabel` names the button that closes it.
 */
export function Dialog({ title, closeLabel, open, onClose, side = false, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which the browser sends as `cancel`.
    <dialog
      ref={dialog}
      class={side ? 'dialog drawer' : 'dialog'}
      aria-labelledby={titleId}
      // `open` alone closes it: what the browser closes itself it tells of later, when it may be open again.
      onCancel={(event) => {
        // A file that was not chosen after all is told in the same way by what is inside.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      // A second Escape closes it whatever is said.
      onClose={() => open && !dialog.current?.open && onClose()}
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
