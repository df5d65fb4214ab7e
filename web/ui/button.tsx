import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import './button.css'

/** `busy` keeps its width and its focus, and takes no second click. */
export function Button({ look = 'main', busy = false, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button button-${look}`}
      aria-busy={busy}
      aria-disabled={busy}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {children}
      {busy && <span class="spinner" />}
    </button>
  )
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'main' | 'quiet' | 'danger'
  busy?: boolean
  children: ComponentChildren
}
