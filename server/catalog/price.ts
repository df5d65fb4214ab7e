import { maxPriceMinor } from '../../contracts/catalog-admin.ts'
import { currencyDigits, formatMinor, parseMinor } from '../../contracts/money.ts'
import { invalid } from '../errors.ts'

/**
 * A price as a person wrote it, in minor units.
 * @throws a 400 that names the field, for what is no amount of the currency or too much.
 */
export function priceInMinor(text: string, currency: string): number {
  const minor = parseMinor(text, currencyDigits(currency))
  if (minor !== undefined && minor <= maxPriceMinor) return minor
  const message = priceMessage(currency)
  throw invalid('invalid_input', `The price ${message}.`, [{ path: 'price', message }])
}

export function priceMessage(currency: string): string {
  const digits = currencyDigits(currency)
  return `must be an amount of ${currency} from 0 to ${formatMinor(maxPriceMinor, digits)}, such as ${formatMinor(1299, digits)}`
}
