/** A piece of HTML; everything put into a template that is not one is escaped (S45). */
export type Markup = { readonly markup: string }

/** `html\`<p>${name}</p>\`` escapes `name`, and takes markup, or a list of it, as it is. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return { markup: strings.reduce((text, part, i) => text + show(values[i - 1] ?? '') + part) }
}

function show(value: Value): string {
  if (Array.isArray(value)) return value.map(show).join('')
  if (typeof value === 'object') return value.markup
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] as string)
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

type Value = string | number | Markup | Value[]
