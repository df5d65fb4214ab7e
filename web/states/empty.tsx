import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../ui/icon.tsx'
import './empty.css'

/** A place where there is nothing (yet), and what to do from here. */
export function Empty({ icon, title, heading: Heading = 'h2', children, action }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} size={48} />
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action}
    </div>
  )
}

type EmptyProps = {
  icon: IconName
  title: string
  heading?: 'h1' | 'h2'
  children?: ComponentChildren
  action?: ComponentChildren
}
