import { useEffect, useRef } from 'preact/hooks'
import { shop } from '../../api/shop.ts'
import { tell } from '../../texts/tell.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ta } from '../texts/texts.ts'
import { fieldNames, type ProductFields } from './fields.tsx'

/**
 * Two changes of one product, side by side where they differ. What the person left as it was in `base` begins with the other
 * one's.
 */
export function Conflict({ base, mine, theirs, onSave, onBack }: ConflictProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const fields = fieldNames.filter((field) => mine[field] !== theirs[field])

  const save = (choices: Record<string, string>) =>
    onSave({
      ...theirs,
      ...Object.fromEntries(
        fields.filter((field) => choices[field] === 'mine').map((field) => [field, mine[field]]),
      ),
    })

  return (
    <section class="panel stack conflict">
      <h2 ref={title} tabIndex={-1}>
        <Icon name="warning" /> {ta('product.conflict.title')}
      </h2>
      <p>{ta('product.conflict.text')}</p>
      <Form
        aria-label={ta('product.conflict.title')}
        onSubmit={save}
        tell={tell}
        submit={(busy) => (
          <div class="alert-actions">
            <Button type="submit" busy={busy}>
              {ta('product.conflict.submit')}
            </Button>
            <Button look="quiet" onClick={onBack}>
              {ta('product.conflict.back')}
            </Button>
          </div>
        )}
      >
        {fields.map((field) => (
          <fieldset key={field} class="conflict-field">
            <legend>{ta(`product.${field}`, { currency: shop.get().currency })}</legend>
            {(['mine', 'theirs'] as const).map((whose) => (
              <label key={whose}>
                <input
                  type="radio"
                  name={field}
                  value={whose}
                  defaultChecked={(whose === 'theirs') === (mine[field] === base[field])}
                />
                <strong>{ta(`product.conflict.${whose}`)}</strong>
                <span>{(whose === 'mine' ? mine : theirs)[field] || ta('product.conflict.empty')}</span>
              </label>
            ))}
          </fieldset>
        ))}
      </Form>
    </section>
  )
}

type ConflictProps = {
  base: ProductFields
  mine: ProductFields
  theirs: ProductFields
  onSave: (chosen: ProductFields) => Promise<unknown>
  /** To what was typed, as it was typed. */
  onBack: () => void
}
