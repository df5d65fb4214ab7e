import { useEffect, useState } from 'preact/hooks'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { toast } from '../ui/toasts.tsx'

/** Asks for a new code; the shop sends one a minute, so the button counts down from there. */
export function ResendCode({ send }: { send: () => Promise<unknown> }) {
  const [until, setUntil] = useState(() => Date.now() + waitMs)
  const [now, setNow] = useState(Date.now)
  const seconds = Math.ceil((until - now) / 1000)

  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(tick)
  }, [])

  async function resend() {
    setUntil(Date.now() + waitMs)
    try {
      await send()
      toast(t('code.resent'))
    } catch (error) {
      setUntil(0)
      toast(tell(error), { kind: 'problem' })
    }
  }

  return (
    <button type="button" class="link-button" disabled={seconds > 0} onClick={resend}>
      {seconds > 0 ? t('code.resendIn', { seconds }) : t('code.resend')}
    </button>
  )
}

const waitMs = 60_000
