import Type from 'typebox'

/** An opaque id (UUIDv7). */
export const Id = Type.String({ format: 'uuid', examples: ['01936f5e-8d3a-7c1b-9f42-6a1d2e3f4b5c'] })
/** A decimal string with the currency's digits. */
export const Money = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$', examples: ['12.99'] })
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', examples: ['USD'] })
/** RFC 3339, UTC. */
export const Timestamp = Type.String({ format: 'date-time', examples: ['2026-01-02T03:04:05.678Z'] })
export const Message = Type.Object({ message: Type.String() }, { title: 'Message' })
export const Nothing = Type.Null({ description: 'No body' })

export const IdParams = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
)

/** A list of T with the cursor of the page that follows, null on the last. */
export const Page = <T extends Type.TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })
