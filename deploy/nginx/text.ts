/** A path or address as it can stand in nginx's configuration, where `$` would begin a variable; `rest` may hold some. */
export function quoted(value: string, rest = ''): string {
  if (/["$\\\n]/.test(value))
    throw new Error(`nginx's configuration cannot name ${JSON.stringify(value)}: use another path or address`)
  return `"${value}${rest}"`
}

/** A text in which nginx's variables and line breaks may stand. */
export function text(value: string): string {
  if (/['\\]/.test(value)) throw new Error(`this cannot stand in a text of nginx's configuration: ${value}`)
  return `'${value}'`
}

/** Headers that nginx sets itself. A location that sets one of its own inherits none, so each takes them all. */
export const headerLines = (headers: Record<string, string>): string[] =>
  Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}" always;`)

/** The lines, each so many spaces further in. */
export const indented = (spaces: number, lines: readonly string[]): string =>
  lines.map((line) => `${' '.repeat(spaces)}${line}\n`).join('')

/** The value of one variable for each value of another, or for each pattern (`~`) that it matches. */
export const mapOf = (from: string, to: string, pairs: readonly (readonly [string, string])[]): string => {
  const lines = pairs.map(([when, value]) => `${when === 'default' ? when : `"${when}"`} ${text(value)};`)
  return `  map ${from} ${to} {\n${indented(4, lines)}  }\n`
}
