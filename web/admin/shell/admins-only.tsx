import type { ComponentChildren } from 'preact'
import { logOut, sessionState } from '../../api/session.ts'
import { useSignal } from '../../api/signal.ts'
import { Empty } from '../../states/empty.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { ta } from '../texts/texts.ts'

/** Spares a customer pages that the server would refuse them. */
export function AdminsOnly({ children }: { children: ComponentChildren }) {
  const { session } = useSignal(sessionState)
  if (!session || session.user.role === 'admin') return <>{children}</>
  return (
    <Empty
      icon="lock"
      heading="h1"
      title={ta('admin.only.title')}
      action={<Button onClick={() => void logOut()}>{t('logout.submit')}</Button>}
    >
      {ta('admin.only.text')}
    </Empty>
  )
}
