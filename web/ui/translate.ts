import { type Language, language, textLoaders } from './language.ts'

/**
 * Texts by key in every language, English at once and the others when they are wanted. `t('cart.lines', { count: 2 })`
 * fills `{count}`, which chooses between the forms of a plural. A key that is not there, or a value that a text needs, is
 * a compile error; so is a language that lacks a key.
 */
export function translator<English extends Texts>(
  english: English,
  others: Record<Exclude<Language, 'en'>, () => Promise<SameKeys<English>>>,
): Translate<English> {
  const known: Partial<Record<Language, Texts>> = { en: english }

  textLoaders.push(async (wanted) => {
    if (wanted !== 'en') known[wanted] ??= await others[wanted]()
  })

  return (key, ...[given]) => {
    const values: Record<string, string | number> = given ?? {}
    const text = known[language.get()]?.[key] ?? english[key] ?? ''
    return fill(typeof text === 'string' ? text : formOf(text, Number(values.count)), values)
  }
}

/** The form for a count; `zero` where there is one for nothing at all, whatever the language's own rules. */
export function formOf(forms: Forms, count: number): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero
  const rule = new Intl.PluralRules(language.get()).select(count)
  return (rule === 'one' && forms.one) || forms.other
}

export const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))

export type Translate<English extends Texts> = <Key extends keyof English & string>(
  key: Key,
  ...values: Values<English[Key]>
) => string
export type Forms = { zero?: string; one?: string; other: string }
type Text = string | Forms
export type Texts = Record<string, Text>
export type SameKeys<English> = {
  [Key in keyof English]: English[Key] extends string ? string : Forms
}
type NameIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NameIn<Rest>
  : never
type Names<T> = T extends string ? NameIn<T> : T extends Forms ? 'count' | NameIn<T['other']> : never
type Values<T> = [Names<T>] extends [never] ? [values?: never] : [values: Record<Names<T>, string | number>]
