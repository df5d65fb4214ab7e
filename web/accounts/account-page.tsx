import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { ApiError } from '../api/problem.ts'
import { logOut, sessionState, setUser } from '../api/session.ts'
import { useSignal } from '../api/signal.ts'
import { paths } from '../paths.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field, Form } from '../ui/form.tsx'
import { usePageTitle } from '../ui/page-title.ts'
import { navigate } from '../ui/router.tsx'
import { toast } from '../ui/toasts.tsx'
import { NeedsLogin } from './needs-login.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { Sessions } from './sessions.tsx'
import './account-page.css'

export function AccountPage() {
  return (
    <NeedsLogin>
      <Account />
    </NeedsLogin>
  )
}

function Account() {
  const { session } = useSignal(sessionState)
  usePageTitle(t('account.title'))

  async function leave() {
    await logOut()
    toast(t('logout.done'))
    navigate(paths.home())
  }

  return (
    <div class="account">
      <header class="account-head">
        <h1>{t('account.title')}</h1>
        {session?.user.role === 'admin' && (
          <a class="button button-quiet" href={paths.admin()}>
            {t('shell.admin')}
          </a>
        )}
        <a class="button button-quiet" href={paths.orders()}>
          {t('shell.orders')}
        </a>
        <Button look="quiet" onClick={leave}>
          {t('logout.submit')}
        </Button>
      </header>
      <section class="panel stack">
        <h2>{t('account.profile')}</h2>
        <Profile />
      </section>
      <section class="panel stack">
        <h2>{t('account.password')}</h2>
        <p class="quiet">{t('account.password.text')}</p>
        <ChangePassword />
      </section>
      <section class="panel stack account-sessions">
        <h2>{t('account.sessions')}</h2>
        <Sessions />
      </section>
    </div>
  )
}

function Profile() {
  const user = useSignal(sessionState).session?.user

  async function submit({ name = '' }: Record<string, string>) {
    setUser(await call('PATCH /api/me', { body: { name } }))
    toast(t('account.saved'))
  }

  return (
    <Form
      aria-label={t('account.profile')}
      leave={t('form.leave')}
      onSubmit={submit}
      tell={tell}
      submit={(busy) => (
        <Button type="submit" busy={busy}>
          {t('action.save')}
        </Button>
      )}
    >
      <Field
        label={t('register.name')}
        name="name"
        autocomplete="name"
        required
        maxLength={100}
        defaultValue={user?.name}
      />
      <Field label={t('login.email')} name="email" type="email" readOnly defaultValue={user?.email} />
    </Form>
  )
}

function ChangePassword() {
  const [changes, setChanges] = useState(0)

  async function submit({ currentPassword = '', newPassword = '' }: Record<string, string>) {
    await call('POST /api/change-password', { body: { currentPassword, newPassword } })
    setChanges(changes + 1)
  }

  return (
    <>
      {changes > 0 && <Alert kind="done">{t('account.password.done')}</Alert>}
      <Form
        key={changes}
        aria-label={t('account.password')}
        onSubmit={submit}
        tell={(problem) =>
          problem instanceof ApiError && problem.code === 'bad_credentials'
            ? t('problem.wrong_password')
            : tell(problem)
        }
        submit={(busy) => (
          <Button type="submit" busy={busy}>
            {t('account.password.submit')}
          </Button>
        )}
      >
        <Field
          label={t('account.password.current')}
          name="currentPassword"
          type="password"
          autocomplete="current-password"
          required
        />
        <NewPasswordField label={t('reset.password')} name="newPassword" />
      </Form>
    </>
  )
}
