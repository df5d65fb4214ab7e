import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import './alert.css'

/** Something that happened here, told at once to those who cannot see it. */
export function Alert({ kind, title, children, actions }: AlertProps) {
  return (
    <div class={`alert alert-${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
      <Icon name={kind === 'done' ? 'check' : 'warning'} />
      <div>
        {title && <p class="alert-title">{title}</p>}
        <div>{children}</div>
        {actions && <div class="alert-actions">{actions}</div>}
      </div>
    </div>
  )
}

type AlertProps = {
  kind: 'problem' | 'note' | 'done'
  title?: string
  children?: ComponentChildren
  actions?: ComponentChildren
}
