import { t } from '../../texts/texts.ts'
import { navigate, useSearch } from '../../ui/router.tsx'
import type { Sort } from './queries.ts'

/** The order of a list, kept in the address. The first of `sorts` is what the list has by itself. */
export function SortSelect({ sorts }: { sorts: readonly Sort[] }) {
  const search = useSearch()
  return (
    <label class="list-choice">
      {t('list.sort')}
      <select
        value={sortIn(search, sorts) ?? sorts[0]}
        onChange={({ currentTarget }) =>
          navigate(withChoice(search, 'sort', currentTarget.value), { stay: true })
        }
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`list.sort.${sort}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The sort that the address asks for; none where it is the list's own, or no sort of this list. */
export const sortIn = (search: URLSearchParams, sorts: readonly Sort[]) =>
  sorts.slice(1).find((sort) => sort === search.get('sort'))

/** This page's address with another choice, from its first page on. */
export function withChoice(search: URLSearchParams, name: string, value: string) {
  const next = new URLSearchParams(search)
  next.delete('pages')
  if (value) next.set(name, value)
  else next.delete(name)
  return `${window.location.pathname}?${next}`
}

export const listSorts = ['newest', 'price', '-price', 'name'] as const
export const searchSorts = ['relevance', ...listSorts] as const
