import { useEffect, useRef } from 'preact/hooks'
import { useQuery } from '../../api/query.ts'
import { useSignal } from '../../api/signal.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { shown } from '../../ui/router.tsx'
import { categoriesQuery } from '../catalogue/queries.ts'
import './category-nav.css'

export function CategoryNav() {
  const { data } = useQuery(categoriesQuery())
  const { path } = useSignal(shown)
  const nav = useRef<HTMLElement>(null)
  // On a phone not all of them fit: the one that is open comes into sight.
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (open && nav.current) nav.current.scrollLeft = open.offsetLeft - nav.current.clientWidth / 3
  }, [path, data])
  return (
    <nav ref={nav} class="category-nav" aria-label={t('shell.menu')}>
      <ul>
        {data?.items.map(({ name, slug }) => (
          <li key={slug}>
            <a href={paths.category(slug)} aria-current={path === paths.category(slug) ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
