import type { Schemas } from '../api/schema.ts'
import './address.css'

/** An address as it stands on a parcel; parts that are not known by name come after the others. */
export function Address({ of: address }: { of: Schemas['ShippingAddress'] }) {
  if (typeof address === 'string') return <address class="address">{address}</address>
  const { name, line1, line2, postalCode, city, region, country, ...rest } = address
  const lines = [
    name,
    line1,
    line2,
    [postalCode, city].filter(Boolean).join(' '),
    region,
    country,
    ...Object.values(rest),
  ].filter(Boolean)
  return <address class="address">{lines.join('\n')}</address>
}
