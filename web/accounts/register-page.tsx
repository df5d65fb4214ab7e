import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { nextPath, paths } from '../paths.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { Field, Form } from '../ui/form.tsx'
import { Narrow } from '../ui/narrow.tsx'
import { navigate, useSearch } from '../ui/router.tsx'
import { CodeForm } from './code-form.tsx'
import { NewPasswordField } from './new-password-field.tsx'

/** Two steps: who one is, then the code that proves the address. A reload stays in its step. */
export function RegisterPage() {
  const next = nextPath(useSearch().toString())
  const [email, setEmail] = useState(sessionStorage.getItem(key) ?? '')

  function waitForCode(address: string) {
    if (address) sessionStorage.setItem(key, address)
    else sessionStorage.removeItem(key)
    setEmail(address)
  }

  async function submit({ name = '', email = '', password = '' }: Record<string, string>) {
    await call('POST /api/userRegister', { body: { name, email, password } })
    waitForCode(email)
  }

  if (email)
    return (
      <Narrow title={t('code.title')}>
        <CodeForm
          email={email}
          onOther={() => waitForCode('')}
          onDone={() => {
            sessionStorage.removeItem(key)
            navigate(next, { replace: true })
          }}
        />
      </Narrow>
    )
  return (
    <Narrow title={t('register.title')}>
      <p>{t('register.text')}</p>
      <Form
        aria-label={t('register.title')}
        onSubmit={submit}
        tell={tell}
        submit={(busy) => (
          <Button type="submit" busy={busy}>
            {t('register.submit')}
          </Button>
        )}
      >
        <Field label={t('register.name')} name="name" autocomplete="name" required maxLength={100} />
        <Field
          label={t('login.email')}
          name="email"
          type="email"
          autocomplete="email"
          required
          maxLength={254}
        />
        <NewPasswordField label={t('login.password')} name="password" />
      </Form>
      <p>
        {t('register.known')} <a href={paths.logIn(next)}>{t('login.submit')}</a>
      </p>
    </Narrow>
  )
}

const key = 'waits-for-code'
