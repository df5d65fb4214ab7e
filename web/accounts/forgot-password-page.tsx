import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { paths } from '../paths.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { CodeInput } from '../ui/code-input.tsx'
import { Field, Form } from '../ui/form.tsx'
import { Narrow } from '../ui/narrow.tsx'
import { navigate } from '../ui/router.tsx'
import { toast } from '../ui/toasts.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { ResendCode } from './resend-code.tsx'

/** Two steps: whose password it is, then the mailed code with the new one. */
export function ForgotPasswordPage() {
  const [email, setEmail] = useState('')
  return email ? (
    <Narrow title={t('reset.title')}>
      <ResetPassword email={email} />
    </Narrow>
  ) : (
    <Narrow title={t('forgot.title')}>
      <AskForCode onSent={setEmail} />
    </Narrow>
  )
}

function AskForCode({ onSent }: { onSent: (email: string) => void }) {
  async function submit({ email = '' }: Record<string, string>) {
    await call('POST /api/forgot-password', { body: { email } })
    onSent(email)
  }

  return (
    <>
      <p>{t('forgot.text')}</p>
      <Form
        aria-label={t('forgot.title')}
        onSubmit={submit}
        tell={tell}
        submit={(busy) => (
          <Button type="submit" busy={busy}>
            {t('forgot.submit')}
          </Button>
        )}
      >
        <Field label={t('login.email')} name="email" type="email" autocomplete="username" required />
      </Form>
    </>
  )
}

function ResetPassword({ email }: { email: string }) {
  async function submit({ otp = '', password = '' }: Record<string, string>) {
    await call('POST /api/reset-password', { body: { email, otp, password } })
    toast(t('reset.done'))
    navigate(paths.logIn(), { replace: true })
  }

  return (
    <>
      <p>{t('reset.text', { email })}</p>
      <Form
        aria-label={t('reset.title')}
        onSubmit={submit}
        tell={tell}
        submit={(busy) => (
          <Button type="submit" busy={busy}>
            {t('reset.submit')}
          </Button>
        )}
      >
        <CodeInput
          name="otp"
          label={t('code.label')}
          digitLabel={(number) => t('code.digit', { number })}
          onComplete={() => {}}
        />
        <NewPasswordField label={t('reset.password')} name="password" />
      </Form>
      <ResendCode send={() => call('POST /api/forgot-password', { body: { email } })} />
    </>
  )
}
