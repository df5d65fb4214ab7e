import type { ComponentChildren } from 'preact'
import { usePageTitle } from './page-title.ts'
import './narrow.css'

/** A page with one thing to do. */
export function Narrow({ title, children }: { title: string; children: ComponentChildren }) {
  usePageTitle(title)
  return (
    <div class="narrow">
      <h1>{title}</h1>
      <div class="panel stack">{children}</div>
    </div>
  )
}
