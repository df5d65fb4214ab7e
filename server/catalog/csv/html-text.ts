/** A text as HTML that `htmlToText` turns into the same text again. */
export function textToHtml(text: string): string {
  return text
    .replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/^ | $|(?<=[ \n]) | (?=\n)|[\t\f\r]/g, (space) => `&#${space.charCodeAt(0)};`)
    .replace(/\n/g, '<br>')
}

/** What a reader sees of a piece of HTML: its text with line breaks where blocks end. Text without tags keeps its own. */
export function htmlToText(html: string): string {
  const visible = withoutHidden(html)
  if (!tag.test(visible)) return decode(visible)
  const text = visible
    .replace(/[ \t\n\f\r]+/g, ' ')
    .replace(/ ?<li\b[^<>]*> ?/gi, '\n- ')
    .replace(/ ?<br\b[^<>]*> ?/gi, '\n')
    .replace(/ ?<\/(?:p|h[1-6]|ul|ol|table|blockquote)\s*> ?/gi, '\n\n')
    .replace(/ ?<\/(?:div|tr)\s*> ?/gi, '\n')
    .replace(anyTag, '')
  return decode(/<(?:p|h[1-6]|ul|ol|div|li|table)\b/i.test(visible) ? tidied(text) : text)
}

/** Drops comments, scripts and styles; each is looked for once, so that no input makes it slow. */
function withoutHidden(html: string) {
  let text = ''
  let from = 0
  const opening = /<!--|<(script|style)\b/gi
  for (let start = opening.exec(html); start; start = opening.exec(html)) {
    text += html.slice(from, start.index)
    const closing = start[1] ? new RegExp(`</${start[1]}[^<>]*>`, 'gi') : /-->/g
    closing.lastIndex = opening.lastIndex
    if (!closing.exec(html)) return text
    from = opening.lastIndex = closing.lastIndex
  }
  return text + html.slice(from)
}

const tidied = (text: string) => text.replace(/\n{3,}/g, '\n\n').trim()

/** Once, so that an entity's own text is never taken for another entity. */
function decode(text: string) {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/gi,
    (entity, decimal, hex, name) => {
      if (name) return named.get(name) ?? entity
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0x10ffff ? entity : String.fromCodePoint(code)
    },
  )
}

const tag = /<\/?[a-z][^<>]*>/i
const anyTag = /<\/?[a-z][^<>]*>|<![^<>]*>/gi
const named = new Map(
  `amp & lt < gt > quot " apos ' ndash – mdash — hellip … lsquo ‘ rsquo ’ ldquo “ rdquo ” bull • middot · deg °
   copy © reg ® trade ™ euro € pound £ frac12 ½ frac14 ¼ frac34 ¾ times × eacute é egrave è agrave à ccedil ç
   ntilde ñ auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü szlig ß aring å oslash ø`
    .trim()
    .split(/\s*\n\s*| /)
    .reduce<[string, string][]>(
      (pairs, word, i, words) => {
        if (i % 2 === 1) pairs.push([words[i - 1] as string, word])
        return pairs
      },
      [['nbsp', ' ']],
    ),
)
