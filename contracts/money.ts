/** How many digits follow the point in a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(currency, digits)
  return digits
}

/** Making a format takes longer than all else that is done to an amount. */
const digitsOf = new Map<string, number>()

/** Minor units as the decimal string of the contract: (1299, 2) is "12.99". */
export function formatMinor(minor: number, digits: number): string {
  if (digits === 0) return String(minor)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** A decimal string in minor units: ("12.99", 2) is 1299; undefined where it is no amount of that currency. */
export function parseMinor(text: string, digits: number): number | undefined {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text)
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > digits) return undefined
  const minor = Number(match[1] + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}
