import { SessionOver } from './accounts/session-over.tsx'
import { useSignal } from './api/signal.ts'
import { t } from './texts/texts.ts'
import { language } from './ui/language.ts'
import { Router } from './ui/router.tsx'
import { Toasts } from './ui/toasts.tsx'

/** All there is on the page; drawn anew in another language. */
export function App() {
  useSignal(language)
  return (
    <>
      <Router />
      <SessionOver />
      <Toasts closeLabel={t('action.close')} />
    </>
  )
}
