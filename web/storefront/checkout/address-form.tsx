import type { InputHTMLAttributes } from 'preact'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { type AddressPart, addressParts, type Draft, neededParts } from './draft.ts'

/** Where an order goes, and a note; kept while it is typed. */
export function AddressForm({ draft, onChange, onDone }: AddressFormProps) {
  return (
    <Form
      aria-label={t('checkout.address.title')}
      onSubmit={async (values) => {
        onChange(values)
        onDone()
      }}
      tell={tell}
      submit={(busy) => (
        <Button type="submit" busy={busy}>
          {t('checkout.toReview')}
        </Button>
      )}
    >
      <h2>{t('checkout.address.title')}</h2>
      <div class="address-fields">
        {addressParts.map((part) => (
          <Field
            key={part}
            label={t(`checkout.${part}`)}
            hint={part === 'phone' ? t('checkout.phoneHint') : undefined}
            name={part}
            type={part === 'phone' ? 'tel' : 'text'}
            autocomplete={autocomplete[part]}
            required={neededParts.includes(part)}
            maxLength={200}
            value={draft[part] ?? ''}
            onInput={({ currentTarget }) => onChange({ ...draft, [part]: currentTarget.value })}
          />
        ))}
      </div>
      <Field
        lines
        label={t('checkout.note')}
        hint={t('checkout.noteHint')}
        name="note"
        maxLength={1000}
        value={draft.note ?? ''}
        onInput={({ currentTarget }) => onChange({ ...draft, note: currentTarget.value })}
      />
    </Form>
  )
}

const autocomplete: Record<AddressPart, NonNullable<InputHTMLAttributes['autocomplete']>> = {
  name: 'shipping name',
  line1: 'shipping address-line1',
  line2: 'shipping address-line2',
  postalCode: 'shipping postal-code',
  city: 'shipping address-level2',
  region: 'shipping address-level1',
  country: 'shipping country-name',
  phone: 'shipping tel',
}

type AddressFormProps = { draft: Draft; onChange: (draft: Draft) => void; onDone: () => void }
