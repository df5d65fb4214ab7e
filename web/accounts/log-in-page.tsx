import { useEffect } from 'preact/hooks'
import { sessionState } from '../api/session.ts'
import { nextPath, paths } from '../paths.ts'
import { t } from '../texts/texts.ts'
import { Narrow } from '../ui/narrow.tsx'
import { navigate, useSearch } from '../ui/router.tsx'
import { LogInForm } from './log-in-form.tsx'

export function LogInPage() {
  const search = useSearch().toString()
  const goOn = () => navigate(nextPath(search), { replace: true })
  // Only who is logged in on arrival has nothing to do here.
  useEffect(() => {
    if (sessionState.get().session) goOn()
  }, [])
  return (
    <Narrow title={t('login.title')}>
      <LogInForm onDone={goOn} />
      <p>
        {t('login.new')} <a href={paths.register(nextPath(search))}>{t('login.register')}</a>
      </p>
    </Narrow>
  )
}
