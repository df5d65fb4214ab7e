import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '../../api/signal.ts'
import { shown } from '../../ui/router.tsx'
import { adminPaths } from '../paths.ts'
import { ta } from '../texts/texts.ts'

export function AdminNav() {
  const { path } = useSignal(shown)
  const nav = useRef<HTMLElement>(null)
  useEffect(() => showCurrent(nav.current), [path])
  return (
    <nav ref={nav} class="admin-nav" aria-label={ta('admin.nav')}>
      <ul>
        {places.map(({ label, to }) => (
          <li key={to}>
            <a href={to} aria-current={isHere(path, to) ? 'page' : undefined}>
              {ta(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** On a phone the places do not all fit: the one where one is comes into view, and the page stays where it is. */
function showCurrent(nav: HTMLElement | null) {
  const link = nav?.querySelector<HTMLElement>('[aria-current]')
  if (!nav || !link) return
  const [frame, place] = [nav.getBoundingClientRect(), link.getBoundingClientRect()]
  if (place.left < frame.left || place.right > frame.right)
    nav.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2
}

/** A page below a list belongs to the list; everything is below the dashboard. */
const isHere = (path: string, to: string) =>
  path === to || (to !== adminPaths.dashboard() && path.startsWith(`${to}/`))

const places = [
  { label: 'nav.dashboard', to: adminPaths.dashboard() },
  { label: 'nav.orders', to: adminPaths.orders() },
  { label: 'nav.products', to: adminPaths.products() },
  { label: 'nav.lowStock', to: adminPaths.lowStock() },
  { label: 'nav.customers', to: adminPaths.customers() },
  { label: 'nav.events', to: adminPaths.events() },
  { label: 'nav.audit', to: adminPaths.audit() },
] as const
