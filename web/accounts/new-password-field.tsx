import { t } from '../texts/texts.ts'
import { Field } from '../ui/form.tsx'

/** A password that is chosen, not one that is known. */
export const NewPasswordField = ({ label, name }: { label: string; name: string }) => (
  <Field
    label={label}
    hint={t('register.passwordHint')}
    name={name}
    type="password"
    autocomplete="new-password"
    required
    minLength={8}
  />
)
