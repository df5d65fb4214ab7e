import { leaveSession, sessionState } from '../api/session.ts'
import { useSignal } from '../api/signal.ts'
import { t } from '../texts/texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { LogInForm } from './log-in-form.tsx'

/** Asks to log in again over the page, which keeps what was typed into it. */
export function SessionOver() {
  const { over } = useSignal(sessionState)
  return (
    <Dialog
      title={t('login.over.title')}
      closeLabel={t('login.over.leave')}
      open={over}
      onClose={leaveSession}
    >
      <div class="stack">
        <p>{t('login.over.text')}</p>
        <LogInForm onDone={() => {}} />
      </div>
    </Dialog>
  )
}
