import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useQuery } from '../../api/query.ts'
import { useSignal } from '../../api/signal.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { navigate, shown, useSearch } from '../../ui/router.tsx'
import { suggestionsQuery } from '../catalogue/queries.ts'
import './search-box.css'

/**
 * The search with suggestions as one types: a combobox whose list is shown below it
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Enter searches, or opens the suggestion that the arrows chose.
 */
export function SearchBox() {
  const asked = useSearch().get('q') ?? ''
  const { path } = useSignal(shown)
  const [typed, setTyped] = useState(asked)
  const [active, setActive] = useState(-1)
  const [open, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const wanted = useLater(typed.trim(), 150)
  const { data } = useQuery({ ...suggestionsQuery(wanted), enabled: open && wanted !== '' })
  const suggestions = open && wanted !== '' ? (data?.items ?? []) : []

  // On another page the words of the last search have no place.
  useEffect(() => setTyped(asked), [asked, path])

  function go(to: string) {
    setOpen(false)
    setActive(-1)
    input.current?.blur()
    navigate(to)
  }

  function submit(event: Event) {
    event.preventDefault()
    const chosen = suggestions[active]
    if (chosen) go(paths.product(chosen.slug))
    else if (typed.trim()) go(paths.search(typed.trim()))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      setOpen(false)
      setActive(-1)
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(true)
    const step = event.key === 'ArrowDown' ? 1 : -1
    // One place more than there are suggestions: the text itself.
    const places = suggestions.length + 1
    setActive(((active + 1 + step + places) % places) - 1)
  }

  return (
    <search class="search">
      <form action="/search" onSubmit={submit}>
        <input
          ref={input}
          name="q"
          type="search"
          list={undefined}
          // biome-ignore lint/a11y/noRedundantRoles: an input has it only with a datalist.
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={suggestions.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={suggestions[active] && `${id}-${active}`}
          placeholder={t('search.placeholder')}
          autocomplete="off"
          maxLength={100}
          value={typed}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setActive(-1)
            setOpen(true)
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="icon-button" aria-label={t('search.submit')}>
          <Icon name="search" />
        </button>
      </form>
      <div id={`${id}-list`} role="listbox" aria-label={t('search.suggestions')} class="suggestions">
        {suggestions.map(({ slug, name, imageUrl }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keyboard acts in the input.
          <div
            key={slug}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            // The input would lose the focus before the click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(paths.product(slug))}
          >
            {imageUrl ? <img src={imageUrl} alt="" width="40" height="40" /> : <Icon name="leaf" />}
            {name}
          </div>
        ))}
      </div>
      <span class="visually-hidden" role="status">
        {open && data && wanted !== '' && t('search.found', { count: suggestions.length })}
      </span>
    </search>
  )
}

/** A value once it has rested for so long. */
function useLater(value: string, delayMs: number) {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return later
}
