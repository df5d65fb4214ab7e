import type { ComponentChildren } from 'preact'
import { useSignal } from '../../api/signal.ts'
import { BrokenPage } from '../../states/broken-page.tsx'
import { OfflineNote } from '../../states/offline-note.tsx'
import { t } from '../../texts/texts.ts'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { isLoading, shown } from '../../ui/router.tsx'
import { CartDrawer } from '../cart/cart-drawer.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import './shell.css'

/** What every page of the storefront has around it. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { visit } = useSignal(shown)
  return (
    <>
      <a class="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {useSignal(isLoading) && <progress class="loading" aria-label={t('shell.loading')} />}
      <Header />
      <OfflineNote />
      <main id="main" class="main" tabIndex={-1}>
        <ErrorBoundary resetKey={visit} fallback={<BrokenPage />}>
          {children}
        </ErrorBoundary>
      </main>
      <Footer />
      <CartDrawer />
    </>
  )
}
