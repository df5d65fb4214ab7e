import { sessionState } from '../../api/session.ts'
import { shop } from '../../api/shop.ts'
import { useSignal } from '../../api/signal.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { CartButton } from '../cart/cart-button.tsx'
import { CategoryNav } from './category-nav.tsx'
import { SearchBox } from './search-box.tsx'
import './header.css'

export function Header() {
  const { session } = useSignal(sessionState)
  return (
    <header class="header">
      <div class="header-bar">
        <a class="brand" href={paths.home()}>
          <img src="/icon.svg" alt="" width="32" height="32" />
          {shop.get().name}
        </a>
        <SearchBox />
        <nav class="header-links" aria-label={t('shell.account')}>
          {session?.user.role === 'admin' && <a href={paths.admin()}>{t('shell.admin')}</a>}
          {session && <a href={paths.orders()}>{t('shell.orders')}</a>}
          <a class="header-account" href={session ? paths.account() : paths.logIn()}>
            <Icon name="user" />
            <span>{session ? session.user.name : t('shell.logIn')}</span>
          </a>
        </nav>
        <CartButton />
      </div>
      <CategoryNav />
    </header>
  )
}
