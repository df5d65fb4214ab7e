import { signal, useSignal } from '../api/signal.ts'
import { Icon } from './icon.tsx'
import './toasts.css'

/**
 * Says something at the page's edge for a while, to a screen reader too; `action` is one thing to do about it. The newest
 * good news takes the place of the one before.
 */
export function toast(text: string, { kind = 'done', action }: ToastOptions = {}) {
  const id = ++lastId
  toasts.set([
    ...toasts
      .get()
      .filter((one) => one.kind === 'problem')
      .slice(-1),
    { id, text, kind, action },
  ])
  setTimeout(() => dismiss(id), action ? 8_000 : 5_000)
}

export function Toasts({ closeLabel }: { closeLabel: string }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {useSignal(toasts).map(({ id, text, kind, action }) => (
        <div key={id} class={`toast toast-${kind}`}>
          <Icon name={kind === 'done' ? 'check' : 'warning'} />
          <p>{text}</p>
          {action && (
            <button
              type="button"
              class="link-button"
              onClick={() => {
                dismiss(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label={closeLabel} onClick={() => dismiss(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  )
}

const toasts = signal<Toast[]>([])
let lastId = 0

const dismiss = (id: number) => toasts.set(toasts.get().filter((one) => one.id !== id))

type ToastOptions = { kind?: Toast['kind']; action?: Toast['action'] }
type Toast = {
  id: number
  text: string
  kind: 'done' | 'problem'
  action?: { label: string; run: () => void } | undefined
}
