import type { Schemas } from '../../api/schema.ts'

/** What was typed at checkout; it stays in this tab until it is ordered, through reloads and a new login. */
export type Draft = Partial<Record<AddressPart | 'note', string>>

export const addressParts = [
  'name',
  'line1',
  'line2',
  'postalCode',
  'city',
  'region',
  'country',
  'phone',
] as const
export type AddressPart = (typeof addressParts)[number]

/** Without these a parcel cannot be sent. */
export const neededParts: readonly AddressPart[] = ['name', 'line1', 'postalCode', 'city', 'country']

export function storedDraft(userId: string): Draft | undefined {
  const { of, draft } = JSON.parse(sessionStorage.getItem(key) ?? '{}')
  return of === userId ? draft : undefined
}

export const keepDraft = (userId: string, draft: Draft) =>
  sessionStorage.setItem(key, JSON.stringify({ of: userId, draft }))

export const forgetDraft = () => sessionStorage.removeItem(key)

export const isComplete = (draft: Draft) => neededParts.every((part) => draft[part]?.trim())

/** The address as an order takes it, without the parts that were left empty. */
export function addressOf(draft: Draft): Record<string, string> {
  return Object.fromEntries(
    addressParts.flatMap((part) => (draft[part]?.trim() ? [[part, draft[part].trim()]] : [])),
  )
}

/** A draft out of an earlier order's address. */
export function draftOf(address: Schemas['Order']['shippingAddress'] | undefined): Draft {
  if (!address || typeof address === 'string') return {}
  return Object.fromEntries(addressParts.flatMap((part) => (address[part] ? [[part, address[part]]] : [])))
}

const key = 'checkout'
