import { useRef, useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { CodeInput } from '../ui/code-input.tsx'
import { Form } from '../ui/form.tsx'
import { enter } from './enter.ts'
import { ResendCode } from './resend-code.tsx'

/** Confirms an address by the code that was mailed to it; the sixth digit sends it off. */
export function CodeForm({ email, onDone, onOther }: CodeFormProps) {
  const place = useRef<HTMLDivElement>(null)
  const [tries, setTries] = useState(0)

  async function submit({ otp = '' }: Record<string, string>) {
    try {
      await enter(await call('POST /api/verify-otp', { body: { email, otp } }), 'code.welcome')
    } catch (error) {
      setTries(tries + 1)
      throw error
    }
    onDone()
  }

  return (
    <div ref={place} class="stack">
      <p>{t('code.text', { email })}</p>
      <Form
        aria-label={t('code.title')}
        onSubmit={submit}
        tell={tell}
        submit={(busy) => (
          <Button type="submit" busy={busy}>
            {t('code.submit')}
          </Button>
        )}
      >
        <CodeInput
          key={tries}
          name="otp"
          label={t('code.label')}
          digitLabel={(number) => t('code.digit', { number })}
          onComplete={() => place.current?.querySelector('form')?.requestSubmit()}
        />
      </Form>
      <ResendCode send={() => call('POST /api/resend-otp', { body: { email } })} />
      <button type="button" class="link-button" onClick={onOther}>
        {t('code.otherEmail')}
      </button>
    </div>
  )
}

type CodeFormProps = { email: string; onDone: () => void; onOther: () => void }
