import { currencyDigits, formatMinor, parseMinor } from '../../contracts/money.ts'
import { locale } from './language.ts'

/** ("12.99", "USD") as the reader writes it: $12.99, 12,99 $. */
export function formatMoney(amount: string, currency: string): string {
  return cached(
    `money ${currency}`,
    () => new Intl.NumberFormat(locale(), { style: 'currency', currency }),
  ).format(amount as `${number}`)
}

/** Many times an amount, without a fraction of a cent lost. */
export function multiplyMoney(amount: string, times: number, currency: string): string {
  const digits = currencyDigits(currency)
  return formatMinor(minorOf(amount, digits) * times, digits)
}

export function sumMoney(amounts: string[], currency: string): string {
  const digits = currencyDigits(currency)
  return formatMinor(
    amounts.reduce((sum, amount) => sum + minorOf(amount, digits), 0),
    digits,
  )
}

const minorOf = (amount: string, digits: number) =>
  amount.startsWith('-') ? -(parseMinor(amount.slice(1), digits) ?? 0) : (parseMinor(amount, digits) ?? 0)

export const formatNumber = (value: number) =>
  cached('number', () => new Intl.NumberFormat(locale())).format(value)

export const formatDate = (time: string) =>
  cached('date', () => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' })).format(new Date(time))

export const formatDateTime = (time: string) =>
  cached('time', () => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' })).format(
    new Date(time),
  )

/** A formatter costs a millisecond to make on a phone. */
function cached<T>(kind: string, make: () => T): T {
  const key = `${locale()} ${kind}`
  const formatter = (formatters.get(key) as T | undefined) ?? make()
  formatters.set(key, formatter)
  return formatter
}
const formatters = new Map<string, unknown>()
