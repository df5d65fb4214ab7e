import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { ApiError } from '../api/problem.ts'
import { paths } from '../paths.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { Field, Form } from '../ui/form.tsx'
import { CodeForm } from './code-form.tsx'
import { enter } from './enter.ts'

/** Logs in; an address that is not confirmed yet is confirmed on the way. */
export function LogInForm({ onDone, email }: { onDone: () => void; email?: string | undefined }) {
  const [unverified, setUnverified] = useState<string>()
  if (unverified !== undefined)
    return <CodeForm email={unverified} onDone={onDone} onOther={() => setUnverified(undefined)} />

  async function submit({ email = '', password = '' }: Record<string, string>) {
    try {
      await enter(await call('POST /api/userLogin', { body: { email, password } }), 'login.done')
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'not_verified')) throw error
      setUnverified(email)
    }
  }

  return (
    <Form
      aria-label={t('login.title')}
      onSubmit={submit}
      tell={tell}
      submit={(busy) => (
        <Button type="submit" busy={busy}>
          {t('login.submit')}
        </Button>
      )}
    >
      <Field
        label={t('login.email')}
        name="email"
        type="email"
        autocomplete="username"
        required
        defaultValue={email}
      />
      <Field
        label={t('login.password')}
        name="password"
        type="password"
        autocomplete="current-password"
        required
      />
      <p>
        <a href={paths.forgotPassword()}>{t('login.forgot')}</a>
      </p>
    </Form>
  )
}
