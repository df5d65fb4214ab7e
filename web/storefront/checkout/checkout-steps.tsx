import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { navigate, useSearch } from '../../ui/router.tsx'
import { AddressForm } from './address-form.tsx'
import { unsettled } from './attempt.ts'
import { type Draft, draftOf, isComplete, keepDraft, storedDraft } from './draft.ts'
import { Review } from './review.tsx'

/** Address, then review: the step is in the address bar, so that the back button and a reload do what they should. */
export function CheckoutSteps({ cart, userId, lastAddress }: CheckoutStepsProps) {
  const [draft, setDraft] = useState<Draft>(() => storedDraft(userId) ?? draftOf(lastAddress))
  const asked = useSearch().get('step') === 'review'
  // An order that may have been made already is settled before anything else.
  const step = unsettled(userId) || (asked && isComplete(draft)) ? 'review' : 'address'

  function change(next: Draft) {
    setDraft(next)
    keepDraft(userId, next)
  }

  return (
    <>
      <ol class="checkout-steps" aria-label={t('checkout.steps')}>
        {(['address', 'review'] as const).map((one) => (
          <li key={one} aria-current={one === step ? 'step' : undefined}>
            {t(`checkout.step.${one}`)}
          </li>
        ))}
      </ol>
      <section class="panel stack">
        {step === 'address' ? (
          <AddressForm draft={draft} onChange={change} onDone={() => navigate(reviewPath)} />
        ) : (
          <Review cart={cart} draft={draft} userId={userId} onChange={() => navigate(paths.checkout())} />
        )}
      </section>
    </>
  )
}

const reviewPath = `${paths.checkout()}?step=review`

type CheckoutStepsProps = {
  cart: Schemas['Cart']
  userId: string
  lastAddress: Schemas['Order']['shippingAddress'] | undefined
}
