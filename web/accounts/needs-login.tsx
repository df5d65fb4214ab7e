import type { ComponentChildren } from 'preact'
import { sessionState } from '../api/session.ts'
import { useSignal } from '../api/signal.ts'
import { paths } from '../paths.ts'
import { t } from '../texts/texts.ts'
import { Narrow } from '../ui/narrow.tsx'
import { shown } from '../ui/router.tsx'
import { LogInForm } from './log-in-form.tsx'

/** A page for those who are logged in: others log in first, here. */
export function NeedsLogin({ children }: { children: ComponentChildren }) {
  const { session, over } = useSignal(sessionState)
  const { path, search } = useSignal(shown)
  if (session || over) return <>{children}</>
  return (
    <Narrow title={t('needsLogin.title')}>
      <p>{t('needsLogin.text')}</p>
      <LogInForm onDone={() => {}} />
      <p>
        {t('login.new')} <a href={paths.register(path + search)}>{t('login.register')}</a>
      </p>
    </Narrow>
  )
}
