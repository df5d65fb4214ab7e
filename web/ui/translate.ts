import { type Forms, fillText } from '../../contracts/text-forms.ts'
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
    const text = known[language.get()]?.[key] ?? english[key] ?? ''
    return fillText(text, given ?? {}, language.get())
  }
}

export type Translate<English extends Texts> = <Key extends keyof English & string>(
  key: Key,
  ...values: Values<English[Key]>
) => string
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
