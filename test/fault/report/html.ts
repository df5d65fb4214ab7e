/** HTML in which whatever is put in is escaped, unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return { text: String.raw({ raw: strings }, ...values.map(rendered)) }
}

/** What is HTML already, such as a style sheet of ours. */
export const asIs = (text: string): Html => ({ text })

function rendered(value: Part): string {
  if (Array.isArray(value)) return value.map(rendered).join('')
  if (typeof value === 'object') return value.text
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export type Html = { text: string }
export type Part = string | number | Html | Part[]
