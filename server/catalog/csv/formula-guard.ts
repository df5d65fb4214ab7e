// What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/
const guarded = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

/** A cell that no spreadsheet runs (S45): what looks like a formula gets an apostrophe in front, also one that has some already. */
export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The text of a cell that may have been guarded. */
export const unguardCell = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell)
