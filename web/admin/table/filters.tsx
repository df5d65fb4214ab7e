import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { navigate, useSearch } from '../../ui/router.tsx'
import { changedSearch } from '../paths.ts'

/**
 * The choices above a list, kept in the address by the names of their fields: a choice takes effect when it is made, a text
 * when it is entered. The address names them, so that a list can be sent to somebody and the browser's way back works.
 */
export function Filters({ label, children }: { label: string; children: ComponentChildren }) {
  const search = useSearch()
  const form = useRef<HTMLFormElement>(null)
  const take = (event: Event) => {
    event.preventDefault()
    const values = Object.fromEntries(new FormData(form.current ?? undefined)) as Record<string, string>
    navigate(changedSearch(search, values), { stay: true })
  }
  return (
    <search aria-label={label}>
      <form ref={form} class="admin-filters" onSubmit={take} onChange={take}>
        {children}
      </form>
    </search>
  )
}

/** A text to search for, as the address has it. */
export function SearchField({ label, name = 'q' }: { label: string; name?: string }) {
  const value = useSearch().get(name) ?? ''
  return (
    <label>
      {label}
      {/* Another address is another text: what was typed for the old one goes. */}
      <input key={value} type="search" name={name} defaultValue={value} maxLength={100} autocomplete="off" />
    </label>
  )
}

/** One of few, as the address has it; `all` stands for any of them. */
export function ChoiceField({ label, name, choices, all }: ChoiceFieldProps) {
  return (
    <label>
      {label}
      <select name={name} value={useSearch().get(name) ?? ''}>
        {all !== undefined && <option value="">{all}</option>}
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

type ChoiceFieldProps = {
  label: string
  name: string
  choices: [value: string, text: string][]
  all?: string
}
