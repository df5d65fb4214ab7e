/** A text that depends on a number, `count`; `zero` is for nothing at all, whatever the language's own rules. */
export type Forms = { zero?: string; one?: string; other: string }

/** A text with its `{names}` filled in, in the form that its count has in the language. */
export function fillText(
  text: string | Forms,
  values: Record<string, string | number>,
  language: string,
): string {
  const form = typeof text === 'string' ? text : formOf(text, Number(values.count), language)
  return form.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}

function formOf(forms: Forms, count: number, language: string): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero
  return (new Intl.PluralRules(language).select(count) === 'one' && forms.one) || forms.other
}
