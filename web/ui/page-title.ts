import { useEffect } from 'preact/hooks'
import { pageTitle } from '../../contracts/pages.ts'
import { shop } from '../api/shop.ts'

/** What stands in the tab while the page is shown; without a name the shop's own. */
export function usePageTitle(name?: string) {
  const title = pageTitle(shop.get().name, name)
  useEffect(() => {
    document.title = title
  }, [title])
}
