import type { ComponentChildren } from 'preact'
import { NeedsLogin } from '../../accounts/needs-login.tsx'
import { sessionState } from '../../api/session.ts'
import { shop } from '../../api/shop.ts'
import { useSignal } from '../../api/signal.ts'
import { paths } from '../../paths.ts'
import { BrokenPage } from '../../states/broken-page.tsx'
import { OfflineNote } from '../../states/offline-note.tsx'
import { t } from '../../texts/texts.ts'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { isLoading, shown } from '../../ui/router.tsx'
import { ta } from '../texts/texts.ts'
import { AdminNav } from './admin-nav.tsx'
import { AdminsOnly } from './admins-only.tsx'
import './admin-shell.css'

/** What every page of the admin has around it. */
export function AdminShell({ children }: { children: ComponentChildren }) {
  const { visit } = useSignal(shown)
  const { session } = useSignal(sessionState)
  return (
    <>
      <a class="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {useSignal(isLoading) && <progress class="loading" aria-label={t('shell.loading')} />}
      <header class="admin-header">
        <a class="admin-brand" href={paths.admin()}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>
            {shop.get().name} <span class="quiet">{ta('admin.title')}</span>
          </span>
        </a>
        <a href={paths.home()}>{ta('admin.toShop')}</a>
        {session && <a href={paths.account()}>{session.user.name}</a>}
      </header>
      <OfflineNote />
      <div class="admin-body">
        <AdminNav />
        <main id="main" class="admin-main" tabIndex={-1}>
          <ErrorBoundary resetKey={visit} fallback={<BrokenPage />}>
            <NeedsLogin>
              <AdminsOnly>{children}</AdminsOnly>
            </NeedsLogin>
          </ErrorBoundary>
        </main>
      </div>
    </>
  )
}
