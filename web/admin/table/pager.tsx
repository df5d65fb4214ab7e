import { useSearch } from '../../ui/router.tsx'
import { changedSearch } from '../paths.ts'
import { ta } from '../texts/texts.ts'

/** On to the next page of a list, by its cursor in the address: the browser's own way back leads to the page before. */
export function Pager({ nextCursor }: { nextCursor: string | null | undefined }) {
  const search = useSearch()
  const isFirst = !search.has('cursor')
  if (isFirst && !nextCursor) return null
  return (
    <p class="pager">
      {!isFirst && (
        <a class="button button-quiet" href={changedSearch(search, {})}>
          {ta('table.first')}
        </a>
      )}
      {nextCursor && (
        <a class="button button-quiet" href={changedSearch(search, { cursor: nextCursor })}>
          {ta('table.next')}
        </a>
      )}
    </p>
  )
}
