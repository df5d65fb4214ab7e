import { type ComponentChildren, createContext, type InputHTMLAttributes } from 'preact'
import { useContext, useId, useRef, useState } from 'preact/hooks'
import { ApiError } from '../api/problem.ts'
import { Alert } from './alert.tsx'
import { useUnsaved } from './unsaved.ts'
import './form.css'

/**
 * A form whose fields stand in the document, so that what was typed stays when the server says no. `onSubmit` gets the
 * values by name and does the work; what it throws is told above the button and beside the fields that the server names.
 * `leave` is asked of those who go elsewhere with something typed that is not sent, or came to nothing: `false`.
 */
export function Form({ onSubmit, tell, leave, children, submit, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const isBusy = useRef(false)
  const [isTouched, setTouched] = useState(false)
  useUnsaved(isTouched ? leave : undefined)
  const touch = () => setTouched(true)

  async function send(event: Event) {
    event.preventDefault()
    // A second click comes before the first has drawn the button as busy.
    if (isBusy.current) return
    isBusy.current = true
    setBusy(true)
    setProblem(undefined)
    setTouched(false)
    try {
      const values = Object.fromEntries(new FormData(form.current ?? undefined)) as Record<string, string>
      if ((await onSubmit(values)) === false) touch()
    } catch (error) {
      setProblem(error)
      touch()
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
    } finally {
      isBusy.current = false
      setBusy(false)
    }
  }

  return (
    <form ref={form} class="form" onSubmit={send} onInput={touch} onDrop={touch} {...rest}>
      <Problems.Provider value={fieldsOf(problem, tell)}>
        {children}
        {problem !== undefined && <Alert kind="problem">{tell(problem)}</Alert>}
        {submit(busy)}
      </Problems.Provider>
    </form>
  )
}

/**
 * An input (of several `lines`: a text area) with its label, its hint, and what the server said of it, each tied to it. The
 * server names a part of an object by its way there, `shippingAddress/city`.
 */
export function Field({ label, hint, name, lines = false, ...rest }: FieldProps) {
  const id = useId()
  const told = useFieldProblem(name)
  const Input = lines ? 'textarea' : 'input'
  return (
    <div class={`field field-${name}`}>
      <label for={id}>{label}</label>
      <Input
        id={id}
        name={name}
        aria-invalid={told ? 'true' : undefined}
        aria-describedby={told || hint ? `${id}-about` : undefined}
        {...(rest as object)}
      />
      {(told || hint) && (
        <p id={`${id}-about`} class={told ? 'field-error' : 'field-hint'}>
          {told || hint}
        </p>
      )}
    </div>
  )
}

/** What the server said of a field that is no `Field`. */
export const useFieldProblem = (name: string): ComponentChildren => useContext(Problems)[name]

const Problems = createContext<Record<string, ComponentChildren>>({})

function fieldsOf(problem: unknown, tell: FormProps['tell']) {
  if (!(problem instanceof ApiError)) return {}
  return Object.fromEntries(Object.entries(problem.fields).map(([path, one]) => [path, tell(one)]))
}

type FormProps = {
  onSubmit: (values: Record<string, string>) => Promise<unknown>
  tell: (problem: unknown) => ComponentChildren
  leave?: string
  submit: (busy: boolean) => ComponentChildren
  children?: ComponentChildren
  noValidate?: boolean
  'aria-label'?: string
}
type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'list' | 'role' | 'type'> & {
  type?: string
  label: string
  name: string
  hint?: string | undefined
  lines?: boolean
  /** The id of a datalist. */
  list?: string
}
